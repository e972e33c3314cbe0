package relay

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/nats-io/nats-server/v2/server"
)

// The files beside the store.
const (
	lockFile = "hangup.lock"
	keyFile  = "store.key"
)

// InUseError is a folder that another process works in.
type InUseError struct{ Dir string }

// Error says what can be done.
func (e *InUseError) Error() string {
	return fmt.Sprintf("storage: another hangup is using the folder %s; stop it, or set HANGUP_DATA_DIR to a folder of its own", e.Dir)
}

// claimFolder makes the folder if it is missing, closes it to others, and locks
// it for this process. unlock gives it back; the end of the process does too.
func claimFolder(dir string) (unlock func(), err error) {
	if err := closedFolder(dir); err != nil {
		return nil, err
	}
	unlock, err = lock(filepath.Join(dir, lockFile))
	switch {
	case errors.Is(err, errLocked):
		return nil, &InUseError{dir}
	case err != nil:
		return nil, unusable(dir, err)
	}
	return unlock, nil
}

// closedFolder makes a folder that only this user can look into. A folder with
// other people's files in it is left as it is.
func closedFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return unusable(dir, err)
	}
	at, err := os.Stat(dir)
	if err != nil {
		return unusable(dir, err)
	}
	if at.Mode().Perm()&0o077 == 0 {
		return nil
	}
	inside, err := os.ReadDir(dir)
	if err != nil {
		return unusable(dir, err)
	}
	if _, err := os.Stat(filepath.Join(dir, lockFile)); err != nil && len(inside) > 0 {
		return fmt.Errorf("storage: the folder %s is open to other users and holds other files; set HANGUP_DATA_DIR to a folder of its own", dir)
	}
	if err := os.Chmod(dir, 0o700); err != nil { //nolint:gosec // a folder needs the right to enter it
		return unusable(dir, err)
	}
	return nil
}

// unusable says why a folder cannot be used.
func unusable(dir string, err error) error {
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		err = at.Err
	}
	return fmt.Errorf("storage: the folder %s cannot be written (%w); make it writable, or set HANGUP_DATA_DIR to another one", dir, err)
}

// folderKey reads the key of the store, or makes one where there is no store yet.
func folderKey(dir string) (string, error) {
	path := filepath.Join(dir, keyFile)
	raw, err := os.ReadFile(path)
	if err == nil {
		key := strings.TrimSpace(string(raw))
		if len(key) < 32 {
			return "", fmt.Errorf("storage: %s is damaged; put back a copy of it, or move the folder away to begin anew", path)
		}
		return key, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", unusable(dir, err)
	}
	if _, err := os.Stat(filepath.Join(dir, server.JetStreamStoreDir)); err == nil {
		return "", fmt.Errorf("storage: %s is missing, and what is kept in the folder cannot be read without it; put back a copy of it, or move the folder away to begin anew", path)
	}
	return makeKey(dir, path)
}

// makeKey writes a new key such that it is there as a whole or not at all.
func makeKey(dir, path string) (string, error) {
	key, err := newKey()
	if err != nil {
		return "", err
	}
	f, err := os.OpenFile(path+".new", os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return "", unusable(dir, err)
	}
	_, err = f.WriteString(key + "\n")
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(path+".new", path)
	}
	if err != nil {
		return "", unusable(dir, err)
	}
	return key, nil
}

func newKey() (string, error) {
	var raw [32]byte
	if _, err := rand.Read(raw[:]); err != nil {
		return "", fmt.Errorf("storage: no key can be made: %w", err)
	}
	return hex.EncodeToString(raw[:]), nil
}
