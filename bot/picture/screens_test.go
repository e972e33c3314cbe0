package picture_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"html/template"
	"image"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// screen is a line of testdata/screens/screens.jsonl: what stands on a screen
// that people would send us a picture of.
type screen struct {
	Name, Page, Device string
	Scam, Dark, Narrow bool
	Skin, From, Title  string
	Head, Phone        string
	Colour             template.CSS
	Body, List         []string
	Buttons            []string
	Rows               [][]string
	Talk               []struct {
		Me             bool
		Text, At, From string
	}
	Font template.CSS `json:"-"`

	words string      // as a person sees them
	image image.Image // as the screen shows them
}

// device is a kind of screen, in CSS pixels, and how many real ones each has.
type device struct {
	width, height int64
	scale         float64
	font          template.CSS
}

var devices = map[string]device{
	"phone":   {390, 844, 3, "'Liberation Sans'"},
	"android": {412, 915, 2.625, "Roboto"},
	"desktop": {1366, 768, 1, "'Open Sans'"},
	"fullhd":  {1920, 1080, 1, "'Open Sans'"},
	"page":    {794, 1123, 2, "'Liberation Sans'"},
}

// readScreens gives the screens of the testdata, not drawn yet.
func readScreens(t *testing.T) []*screen {
	t.Helper()
	f, err := os.Open("testdata/screens/screens.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var out []*screen
	for lines := bufio.NewScanner(f); lines.Scan(); {
		s := &screen{}
		if err := json.Unmarshal(lines.Bytes(), s); err != nil {
			t.Fatalf("screens.jsonl: %v", err)
		}
		s.Font = devices[s.Device].font
		out = append(out, s)
	}
	return out
}

// drawAll has a real browser draw the screens. The test is skipped where there is none.
func drawAll(t *testing.T, screens []*screen) {
	t.Helper()
	ctx := chromium(t)
	pages := template.Must(template.ParseGlob("testdata/screens/*.html"))
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, s := range screens {
			if s.Name == strings.TrimPrefix(r.URL.Path, "/") {
				if err := pages.ExecuteTemplate(w, s.Page+".html", s); err != nil {
					t.Error(err)
				}
			}
		}
	}))
	defer srv.Close()
	for _, s := range screens {
		s.draw(ctx, t, srv.URL)
	}
}

func (s *screen) draw(ctx context.Context, t *testing.T, at string) {
	t.Helper()
	d := devices[s.Device]
	err := chromedp.Do(ctx, chromedp.EmulateViewport(d.width, d.height, chromedp.EmulateScale(d.scale)), chromedp.Navigate(at+"/"+s.Name))
	if err != nil {
		t.Fatal(err)
	}
	if s.words, err = chromedp.Run(ctx, chromedp.Evaluate[string]("document.body.innerText")); err != nil {
		t.Fatal(err)
	}
	raw, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	if s.image, err = png.Decode(bytes.NewReader(raw)); err != nil {
		t.Fatal(err)
	}
}

func chromium(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil || testing.Short() {
		t.Skip("no chromium here, or -short; apt-get install chromium turns this on")
	}
	alloc, stop := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("headless", true), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.NoDefaultBrowserCheck, chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("hide-scrollbars", true), chromedp.Flag("font-render-hinting", "none"),
		chromedp.WSURLReadTimeout(60*time.Second),
	)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	ctx, cancelTime := context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(cancelTime)
	return ctx
}
