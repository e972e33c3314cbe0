package mail

import (
	"context"
	"encoding/base64"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"hangup/bot/picture"
)

// How much of one page is read.
const (
	maxPage   = 4 << 20
	maxLinks  = 64
	maxTarget = 2 << 10 // bytes of where one link leads
)

// page reads HTML: what shows, where its links lead, what does not show, and the
// pictures that lie within it. None is fetched from elsewhere.
func (g *reading) page(ctx context.Context, f file) {
	if len(f.body) > maxPage {
		f.body = f.body[:maxPage]
		g.lack(part)
	}
	source := fromHTML(f)
	root, err := html.ParseWithOptions(strings.NewReader(source), html.ParseOptionEnableScripting(false))
	if err != nil { // nested without end
		g.plain(tagless(source))
		g.lack(part)
		return
	}
	p := &page{rules: ruled(root)}
	p.walk(root, plainly)
	words, cut := shortened(p.words.String())
	if cut {
		g.lack(part)
	}
	blocks := append([]picture.Block{{Kind: picture.Words, Text: words}}, p.links...)
	if hid, _ := shortened(p.unseen.String()); hid != "" {
		blocks = append(blocks, picture.Block{Kind: picture.Hidden, Text: hid})
	}
	g.add(picture.Text{Sure: true, Blocks: blocks})
	if p.far {
		g.lack(elsewhere)
	}
	for _, b := range p.pictures {
		g.picture(ctx, file{body: b})
	}
}

// fromHTML decodes a page by what the mail says, or else by what the page says.
func fromHTML(f file) string {
	label := f.charset
	if label == "" {
		_, label, _ = charset.DetermineEncoding(f.body, "")
	}
	return decoded(f.body, label)
}

// page is a page being read.
type page struct {
	words, unseen text
	links         []picture.Block
	pictures      [][]byte
	rules         rules
	far           bool // a picture that shows lies elsewhere on the net
	inside        bool // only the words of a link are read, not the links in it
}

// unshown are the elements whose words are never shown.
var unshown = map[atom.Atom]bool{atom.Head: true, atom.Script: true, atom.Style: true, atom.Template: true, atom.Title: true, atom.Datalist: true,
	atom.Iframe: true, atom.Noembed: true, atom.Noframes: true, atom.Audio: true, atom.Video: true}

// walk reads an element and what is in it. The parser lets none lie deeper than 512.
func (p *page) walk(n *html.Node, l look) {
	switch n.Type {
	case html.TextNode:
		p.to(l).write(n.Data, l.pre)
		return
	case html.ElementNode:
		if unshown[n.DataAtom] {
			return
		}
		l = p.rules.look(n, l)
		p.open(n, l)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.walk(c, l)
	}
	if n.Type == html.ElementNode {
		p.close(n, l)
	}
}

// to is where words that look like l go.
func (p *page) to(l look) *text {
	if l.unseen() {
		return &p.unseen
	}
	return &p.words
}

// open is what an element shows by itself, before what is in it.
func (p *page) open(n *html.Node, l look) {
	t := p.to(l)
	switch n.DataAtom {
	case atom.Br:
		t.line()
	case atom.Td, atom.Th:
		t.gap()
	case atom.Img:
		p.image(n, t)
		p.far = p.far || !l.unseen() && isFar(n)
	case atom.Input:
		if kind := strings.ToLower(attribute(n, "type")); kind != "hidden" && kind != "checkbox" && kind != "radio" {
			t.gap()
			t.write(attribute(n, "value")+" "+attribute(n, "placeholder"), false)
		}
	case atom.A, atom.Area:
		if target := attribute(n, "href"); !l.unseen() {
			p.link(target, n)
		}
	case atom.Form:
		p.link(attribute(n, "action"), nil)
	}
	t.begin(n.DataAtom)
}

// close ends an element.
func (p *page) close(n *html.Node, l look) { p.to(l).begin(n.DataAtom) }

// image takes the words that stand for a picture, and the picture if it is here.
func (p *page) image(n *html.Node, t *text) {
	t.gap()
	t.write(attribute(n, "alt"), false)
	t.gap()
	head, packed, ok := strings.Cut(attribute(n, "src"), ",")
	if !ok || !strings.HasPrefix(head, "data:image/") || !strings.HasSuffix(head, ";base64") || len(p.pictures) > maxPictures {
		return
	}
	if b, err := base64.StdEncoding.DecodeString(packed); err == nil {
		p.pictures = append(p.pictures, b)
	}
}

// minFar is how wide and high a picture is that can hold words.
const minFar = 50

// isFar tells whether a picture that can hold words lies elsewhere on the net.
func isFar(n *html.Node) bool {
	for _, name := range []string{"width", "height"} {
		if v, ok := length(attribute(n, name)); ok && v < minFar && !strings.HasSuffix(attribute(n, name), "%") {
			return false
		}
	}
	src := strings.ToLower(strings.TrimSpace(attribute(n, "src")))
	return strings.HasPrefix(src, "http:") || strings.HasPrefix(src, "https:") || strings.HasPrefix(src, "//")
}

// link notes where words lead, each place once for the same words.
func (p *page) link(target string, n *html.Node) {
	target = strings.TrimSpace(target)
	if p.inside || target == "" || target[0] == '#' || len(p.links) >= maxLinks {
		return
	}
	if u, err := url.PathUnescape(target); err == nil && strings.HasPrefix(strings.ToLower(u), "javascript:") {
		return
	}
	b := picture.Block{Kind: picture.Linked, Text: target[:min(len(target), maxTarget)]}
	if n != nil {
		inside := &page{inside: true} // links in links would be read over and over
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			inside.walk(c, plainly)
		}
		b.Shown = strings.Join(strings.Fields(clean(inside.words.String())), " ")
	}
	for _, l := range p.links {
		if l.Text == b.Text && l.Shown == b.Shown {
			return
		}
	}
	p.links = append(p.links, b)
}

// attribute gives an attribute of an element, "" if it has none.
func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// tagless is what stands between the tags.
func tagless(source string) string {
	t := text{}
	z := html.NewTokenizer(strings.NewReader(source))
	for skip := false; ; {
		switch z.Next() {
		case html.ErrorToken:
			return t.String()
		case html.TextToken:
			if !skip {
				t.write(string(z.Text()), false)
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			skip = z.Raw()[1] != '/' && (a == atom.Script || a == atom.Style)
			t.begin(a)
		}
	}
}
