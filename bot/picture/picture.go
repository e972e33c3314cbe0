package picture

import (
	"context"
	"errors"
	"image"
	"slices"
	"strings"
)

// How a picture is made ready.
const (
	workSide = 2600 // longest side that Tesseract gets, in pixels
	maxGrow  = 3.0  // how much a small picture is enlarged
	reach    = 40   // pixels around, for the ground of a letter
	fewClear = 6    // clear words that are too few to be content with
	minClear = 2    // under this nothing was read
)

// Pictures reads pictures with the programs of a Host. Its methods may be called
// by several goroutines. As many are read at once as programs may run; the others
// wait as they came, and only one is unpacked or made ready at a time.
type Pictures struct {
	host      *Host
	languages string
	working   chan struct{} // holds one for each picture that is read
	here      chan struct{} // holds one for each picture that is read or waits
	unpacking chan struct{} // holds one while a picture is in memory in full
}

// New gives a Pictures that reads those of our languages that Tesseract has on
// this machine, English among them.
func New(ctx context.Context, host *Host) *Pictures {
	p := &Pictures{
		host: host, languages: "eng", unpacking: make(chan struct{}, 1),
		working: make(chan struct{}, cap(host.slots)), here: make(chan struct{}, cap(host.queue)),
	}
	if more := Languages(ctx, host); len(more) > 0 {
		p.languages = strings.Join(more, "+")
	}
	return p
}

// Read reads a picture, as a Reader does; name and mime do not matter.
func (p *Pictures) Read(ctx context.Context, _, _ string, b []byte) Text {
	leave, err := p.enter(ctx)
	if err != nil {
		return Lacking(missing(err))
	}
	defer leave()
	grey, found, err := p.unpack(ctx, b)
	if err != nil {
		return Lacking(missing(err))
	}
	if !p.host.Has(tesseract) {
		return Text{Blocks: found, Missing: []string{"no-reader"}}
	}
	ls, size, err := p.lines(ctx, grey)
	if err != nil {
		return Text{Blocks: found, Missing: []string{missing(err)}}
	}
	return whole(ls, size, found)
}

// enter waits until a picture may be read, and gives what has to be called when
// that is done.
func (p *Pictures) enter(ctx context.Context) (leave func(), err error) {
	select {
	case p.here <- struct{}{}:
	default:
		return nil, ErrBusy
	}
	select {
	case p.working <- struct{}{}:
		return func() { <-p.working; <-p.here }, nil
	case <-ctx.Done():
		<-p.here
		return nil, context.Cause(ctx)
	}
}

// whole is what was read, and what has to be said of it.
func whole(ws []word, size image.Point, found []Block) Text {
	t := Text{Blocks: append(blocksOf(linesOf(ws), size.X, size.Y), found...)}
	plain := clearWords(ws)
	switch {
	case len(ws) == 0 && len(found) == 0:
		t.Missing = []string{"no-words"}
	case plain < minClear && len(found) == 0 && len(ws) > 0:
		t.Missing = []string{"blurred"}
	case mostlyUnclear(ws) && len(found) == 0:
		t.Missing = []string{"blurred"}
	case partly(ws):
		t.Missing = []string{"part"}
	}
	return t
}

// unpack gives a picture in grey, no larger than needed, and its codes.
func (p *Pictures) unpack(ctx context.Context, b []byte) (*image.Gray, []Block, error) {
	select {
	case p.unpacking <- struct{}{}:
	case <-ctx.Done():
		return nil, nil, context.Cause(ctx)
	}
	defer func() { <-p.unpacking }()
	if isHuge(b) {
		free, err := p.host.quiet(ctx)
		if err != nil {
			return nil, nil, err
		}
		defer free()
	}
	grey, err := decode(b, workSide)
	if err != nil {
		return nil, nil, err
	}
	return grey, codes(grey), nil
}

// lines reads the words of a picture: as it stands, and turned where that gives
// next to nothing, or much that is not clear.
func (p *Pictures) lines(ctx context.Context, g *image.Gray) ([]word, image.Point, error) {
	best, size, err := p.once(ctx, g)
	if err != nil {
		return best, size, err
	}
	for _, quarters := range waysRound(best) {
		way := g
		for range quarters {
			way = turned(way)
		}
		ws, s, err := p.once(ctx, way)
		if err != nil {
			return best, size, nil //nolint:nilerr // there is something already
		}
		if more := clearWords(ws) - clearWords(best); more > 0 || more == 0 && sideways(best) {
			best, size = ws, s
		}
		if clearWords(best) >= fewClear && !partly(best) {
			break
		}
	}
	return best, size, nil
}

// once makes a picture ready and has it read.
func (p *Pictures) once(ctx context.Context, g *image.Gray) ([]word, image.Point, error) {
	select { // making ready takes many times the picture's own memory: one at a time
	case p.unpacking <- struct{}{}:
	case <-ctx.Done():
		return nil, image.Point{}, context.Cause(ctx)
	}
	f, leans := ready(g)
	<-p.unpacking
	ws, err := recognise(ctx, p.host, f, p.languages, inOrder)
	if err == nil && leans {
		// Not as an error: there is something already.
		if more, err := recognise(ctx, p.host, f, p.languages, anyWords); err == nil {
			ws = besides(ws, more)
		}
	}
	return ws, f.Rect.Size(), err
}

// ready is a picture as Tesseract reads it best: dark on white, straight, with
// letters that are large enough. leans tells that it was not straight, as only
// photos are not.
func ready(g *image.Gray) (f *image.Gray, leans bool) {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	grow := min(workSide/float64(max(w, h)), maxGrow)
	if grow > 1.1 {
		g = resized(g, int(float64(w)*grow), int(float64(h)*grow))
	}
	f = flat(g, reach)
	l := leaning(f)
	if leans = l != (lean{}); leans {
		f = straightened(f, l)
	}
	return f, leans
}

// missing is the id of the sentence that says why nothing could be read.
func missing(err error) string {
	_, failed := errors.AsType[*FailedError](err)
	switch {
	case errors.Is(err, errHEIC):
		return "heic"
	case errors.Is(err, errLarge):
		return "too-large"
	case errors.Is(err, errForeign):
		return "picture"
	case errors.Is(err, errBroken):
		return "broken"
	case errors.Is(err, ErrBusy):
		return "busy"
	case errors.Is(err, ErrSlow), errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return "slow"
	case errors.Is(err, ErrNoProgram):
		return "no-reader"
	case failed:
		return "picture"
	}
	return "picture"
}

// knownLanguages are those that our red flags know too, the more spoken in Britain
// first, by the names that Tesseract has for them. Each one that is read makes
// reading slower, so there are no more than maxLanguages.
var knownLanguages = []string{"eng", "pol", "ron", "pan", "urd", "por", "spa", "ara", "ben", "guj", "ita", "fra", "tur", "cym", "hin", "deu", "nld", "swe"}

const maxLanguages = 6

// Languages are those that pictures are read in: of those that Tesseract has data
// for the ones that are known, English first; nil without Tesseract.
func Languages(ctx context.Context, host *Host) []string {
	out, err := host.Run(ctx, Job{Program: tesseract, Args: []string{"--list-langs"}})
	if err != nil {
		return nil
	}
	return chosen(strings.Fields(string(out)))
}

// chosen are the languages to read, of those that are installed.
func chosen(installed []string) []string {
	out := []string{}
	for _, l := range knownLanguages {
		if len(out) < maxLanguages && slices.Contains(installed, l) {
			out = append(out, l)
		}
	}
	return out
}

// Version is what a program says of its version, "" where it is not installed.
// args are what makes it tell; some tell when they are given nothing to do.
func Version(ctx context.Context, host *Host, program string, args ...string) string {
	out, err := host.Run(ctx, Job{Program: program, Args: args})
	says := string(out)
	if failed, ok := errors.AsType[*FailedError](err); ok {
		says += failed.Says
	}
	first, _, _ := strings.Cut(strings.TrimSpace(says), "\n")
	return first
}
