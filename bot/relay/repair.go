package relay

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/nats-io/nats-server/v2/server"
)

// repair takes back what a crash cut off while the server was making files,
// before the server sees it: nats-server 2.15 gives up a whole stream, and
// deletes it, for a block that is still empty and has no key yet (seen once in
// some 250 kills), and does not find a stream whose description was not complete.
// Nothing is removed that holds a message.
func repair(dir string) {
	for _, stream := range streamFolders(dir) {
		folder := filepath.Join(streamsIn(dir), stream)
		blocks, err := filepath.Glob(filepath.Join(folder, "msgs", "*.blk"))
		if err != nil {
			continue // cannot be: the pattern is well formed
		}
		filled := false
		for _, block := range blocks {
			if size(block) > 0 {
				filled = true
				continue
			}
			key := strings.TrimSuffix(block, ".blk") + ".key"
			if size(key) <= 0 {
				_, _ = os.Remove(block), os.Remove(key) // the server says what it cannot read
			}
		}
		described := size(filepath.Join(folder, server.JetStreamMetaFile)) > 0 && size(filepath.Join(folder, server.JetStreamMetaFileSum)) > 0
		if !described && !filled {
			_ = os.RemoveAll(folder)
		}
	}
}

// size is a file's length, -1 if it is not there.
func size(path string) int64 {
	at, err := os.Stat(path)
	if err != nil {
		return -1
	}
	return at.Size()
}

// streamsIn is where the streams of a store lie.
func streamsIn(dir string) string {
	return filepath.Join(dir, server.JetStreamStoreDir, server.DEFAULT_GLOBAL_ACCOUNT, "streams")
}
