package web

import (
	"context"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// screen is a size people have, and whether it is dark.
type screen struct {
	name          string
	width, height int64
	dark          bool
}

var (
	phone   = screen{"phone", 360, 740, false}
	desktop = screen{"desktop", 1280, 900, false}
)

// visit opens the page in a real browser. The test is skipped where there is none.
func visit(t *testing.T, s screen, actions ...chromedp.Action[chromedp.Void]) (context.Context, *fakeTalk, *httptest.Server) {
	t.Helper()
	ctx := chromium(t)
	fake := &fakeTalk{}
	srv := serve(t, Options{Converse: fake.converse})
	scheme := "light"
	if s.dark {
		scheme = "dark"
	}
	first := []chromedp.Action[chromedp.Void]{
		chromedp.EmulateViewport(s.width, s.height),
		colours(scheme),
	}
	do(ctx, t, append(append(first, actions...), chromedp.Navigate(srv.URL))...)
	return ctx, fake, srv
}

func colours(scheme string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		})
		return err
	})
}

// withoutScripts is a browser whose owner turned scripts off.
func withoutScripts() chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	})
}

// serve runs a door with the real words.
func serve(t *testing.T, o Options) *httptest.Server {
	t.Helper()
	if o.Words == nil {
		o.Words = realWords(t)
	}
	d, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(d.Handler())
	t.Cleanup(srv.Close)
	return srv
}

func chromium(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("no browser in -short tests")
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium here; apt-get install chromium turns the browser tests on")
	}
	alloc, stop := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("headless", true), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.NoDefaultBrowserCheck, chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("host-resolver-rules", "MAP hangup.test 127.0.0.1"),
		chromedp.WSURLReadTimeout(60*time.Second),
	)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	ctx, cancelTime := context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancelTime)
	return ctx
}

func do(ctx context.Context, t *testing.T, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// get is what one action gives.
func get[T any](ctx context.Context, t *testing.T, a chromedp.Action[T]) T {
	t.Helper()
	v, err := chromedp.Run(ctx, a)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// eval is what js gives in the page.
func eval[T any](ctx context.Context, t *testing.T, js string) T {
	t.Helper()
	return get(ctx, t, chromedp.Evaluate[T](js))
}

// picture keeps a screenshot of the whole page in the folder HANGUP_PICTURES, or
// in one that goes with the test.
func picture(ctx context.Context, t *testing.T, name string) {
	t.Helper()
	dir := os.Getenv("HANGUP_PICTURES")
	if dir == "" {
		dir = t.TempDir()
	}
	png := get(ctx, t, chromedp.FullScreenshot(100))
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o600); err != nil {
		t.Fatal(err)
	}
}
