package relay_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hangup/bot"
	"hangup/bot/relay"
)

func openDir(t *testing.T, dir string) (*relay.Relay, error) {
	t.Helper()
	return relay.Open(t.Context(), relay.Options{Place: relay.Place{Dir: dir}, Talk: relay.Talk{Handler: teller{}}})
}

// closedAfter opens a store and closes it again.
func closedAfter(t *testing.T, dir string, do func(*relay.Relay)) {
	t.Helper()
	r, err := openDir(t, dir)
	if err != nil {
		t.Fatal(err)
	}
	if do != nil {
		do(r)
	}
	r.Close()
}

// TestFolder: only this user may look in, and nothing in it can be read.
func TestFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "folder")
	closedAfter(t, dir, func(r *relay.Relay) {
		m := message("chat-of-ann", "ann-herself", "1", "words")
		m.Time = time.Now()
		r.Handle(t.Context(), m)
	})
	at, err := os.Stat(dir)
	if err != nil || at.Mode().Perm() != 0o700 {
		t.Errorf("the folder: %v %v", at.Mode(), err)
	}
	at, err = os.Stat(filepath.Join(dir, "store.key"))
	if err != nil || at.Mode().Perm() != 0o600 {
		t.Errorf("the key: %v %v", at.Mode(), err)
	}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := os.ReadFile(path)
		for _, secret := range []string{"ann-herself", "chat-of-ann", "session", "words"} {
			if strings.Contains(string(body), secret) {
				t.Errorf("%s holds %q in the clear", path, secret)
			}
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// TestStateSurvives: the conversation goes on where it was.
func TestStateSurvives(t *testing.T) {
	dir := t.TempDir()
	for n, want := range []string{"hi/1", "hi/2", "hi/3"} {
		closedAfter(t, dir, func(r *relay.Relay) {
			m := message("a", "ann", "", "hi")
			m.Time = time.Now()
			if got := r.Handle(t.Context(), m).Reply.Lead; got != want {
				t.Errorf("run %d: got %s, want %s", n, got, want)
			}
		})
	}
}

func TestSecondProcess(t *testing.T) {
	dir := t.TempDir()
	closedAfter(t, dir, func(*relay.Relay) {
		_, err := openDir(t, dir)
		var busy *relay.InUseError
		if !errors.As(err, &busy) || !strings.Contains(err.Error(), "another hangup is using the folder "+dir) {
			t.Errorf("got %v", err)
		}
	})
	closedAfter(t, dir, nil) // the first gave it back
}

// TestBadFolders: each gets a sentence with the remedy.
func TestBadFolders(t *testing.T) {
	tests := []struct {
		name, want string
		harm       func(t *testing.T, dir string)
	}{
		{"a damaged stream", "is damaged", func(t *testing.T, dir string) {
			t.Helper()
			overwrite(t, filepath.Join(dir, "jetstream", "$G", "streams", "HANGUP_IN", "meta.inf"), "rubbish")
		}},
		{"another key", "store.key is not the one", func(t *testing.T, dir string) {
			t.Helper()
			overwrite(t, filepath.Join(dir, "store.key"), strings.Repeat("ab", 32))
		}},
		{"a cut key", "store.key is damaged", func(t *testing.T, dir string) {
			t.Helper()
			overwrite(t, filepath.Join(dir, "store.key"), "ab")
		}},
		{"no key", "store.key is missing", func(t *testing.T, dir string) {
			t.Helper()
			if err := os.Remove(filepath.Join(dir, "store.key")); err != nil {
				t.Fatal(err)
			}
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			closedAfter(t, dir, nil)
			tt.harm(t, dir)
			_, err := openDir(t, dir)
			if err == nil || !strings.HasPrefix(err.Error(), "storage: ") || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "; ") {
				t.Errorf("got %v, want a sentence with %q", err, tt.want)
			}
		})
	}
}

// TestCutOff: files that a crash left half made cost nothing that was kept.
func TestCutOff(t *testing.T) {
	dir := t.TempDir()
	for n, want := range []string{"hi/1", "hi/2"} {
		closedAfter(t, dir, func(r *relay.Relay) {
			m := message("a", "ann", "", "hi")
			m.Time = time.Now()
			if got := r.Handle(t.Context(), m).Reply.Lead; got != want {
				t.Errorf("run %d: got %s, want %s", n, got, want)
			}
		})
		streams := filepath.Join(dir, "jetstream", "$G", "streams")
		for _, stream := range []string{"HANGUP_IN", "KV_hangup-sessions"} {
			overwrite(t, filepath.Join(streams, stream, "msgs", "77.blk"), "")
		}
		if err := os.MkdirAll(filepath.Join(streams, "KV_half", "msgs"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	closedAfter(t, dir, nil)
}

func overwrite(t *testing.T, path, with string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(with), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestFoldersOfOthers(t *testing.T) {
	dir := t.TempDir()
	overwrite(t, filepath.Join(dir, "holiday.jpg"), "")
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := openDir(t, dir); err == nil || !strings.Contains(err.Error(), "folder of its own") {
		t.Errorf("an open folder with other files: %v", err)
	}
	file := filepath.Join(dir, "holiday.jpg")
	if _, err := openDir(t, filepath.Join(file, "below")); err == nil || !strings.Contains(err.Error(), "cannot be written") {
		t.Errorf("a folder below a file: %v", err)
	}
}

// TestFull: what cannot be kept is not acknowledged, the person is told once,
// and it goes on by itself when there is room again.
func TestFull(t *testing.T) {
	held := make(chan struct{})
	w := carry(t, func(o *relay.Options, _ *plain) {
		o.Limit = 400 << 10 // a quarter of it for what comes in
		o.Read = func(ctx context.Context, m bot.Message) bot.Message {
			select {
			case <-held:
			case <-ctx.Done():
			}
			m.Text = m.Text[:1]
			return m
		}
	})
	for range 6 {
		w.server.Push(1, strings.Repeat("a", 20<<10), nil)
	}
	w.server.Push(2, strings.Repeat("b", 20<<10), nil)
	w.expect(t, 1, "no room")
	if n := w.server.Waiting(); n == 0 {
		t.Error("an update that could not be kept was confirmed to the platform")
	}
	if log := w.log.String(); !strings.Contains(log, "the store takes no messages") {
		t.Errorf("the log does not say it: %s", log)
	}
	w.expect(t, 2, "no room") // tried before there is room again
	close(held)
	w.expect(t, 1, "no room", "a/1", "a/2", "a/3", "a/4", "a/5", "a/6")
	w.expect(t, 2, "no room", "b/1")
}

// TestDiskFull fills a small disk to the last byte, where there is one to fill:
//
//	mount -t tmpfs -o size=6m tmpfs /mnt/small && HANGUP_SMALL_DISK=/mnt/small go test -run TestDiskFull ./bot/relay
func TestDiskFull(t *testing.T) {
	small := os.Getenv("HANGUP_SMALL_DISK")
	if small == "" {
		t.Skip("HANGUP_SMALL_DISK names no small disk")
	}
	s := newTown(t)
	dir := filepath.Join(small, "store")
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	w := carryOn(t, s, dir, nil)
	s.Push(1, "1", nil)
	w.expect(t, 1, "1/1")
	filler := filepath.Join(small, "filler")
	t.Cleanup(func() { _ = os.Remove(filler) })
	fill(t, filler)
	s.Push(1, strings.Repeat("2", 4000), nil)
	s.Push(2, "1", nil)
	until(t, 30*time.Second, "the people are told", func() bool { return len(w.texts(1)) == 2 && len(w.texts(2)) == 1 })
	<-time.After(5 * time.Second)
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	until(t, time.Minute, "it goes on by itself", func() bool { return len(w.texts(1)) == 3 && len(w.texts(2)) == 2 })
	w.expect(t, 2, "no room", "1/1")
	w.idle(t)
}

// fill writes until nothing more fits.
func fill(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for size := 1 << 16; size > 0; {
		if _, err := f.Write(make([]byte, size)); err != nil {
			size /= 2
		}
	}
}
