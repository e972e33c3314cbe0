package scan

import (
	"slices"
	"strings"

	"github.com/nyaruka/phonenumbers"

	"hangup/knowledge/cue"
	"hangup/knowledge/text"
)

// Entities are the things found in a text, each once, in order.
type Entities struct {
	Phones []string // valid numbers in E.164
	Links  []string // as written
	Tools  []string // names of remote-control apps
	Money  []string // as written
}

// maxEntities bounds how many of a kind are kept; the rest tells nothing more.
const maxEntities = 8

// toolList is the content list of apps that let someone else control a device.
const toolList = "tool"

// Regions whose national numbers are tried, in this order (LIBRARIES "Phone numbers").
var phoneRegions = []string{"GB", "US"}

func entities(f cue.Found) Entities {
	var e Entities
	for _, x := range f.Doc.Entities {
		switch x.Kind {
		case text.Phone:
			if len(e.Phones) < maxEntities {
				e.Phones = once(e.Phones, e164(x.Value))
			}
		case text.URL:
			e.Links = once(e.Links, f.Doc.Quote(x.Span))
		case text.Money:
			e.Money = once(e.Money, f.Doc.Quote(x.Span))
		}
	}
	for _, x := range f.Doc.Hidden {
		e.Links = once(e.Links, x.Link.Host)
	}
	for _, n := range f.Names {
		if n.List == toolList {
			e.Tools = once(e.Tools, n.Name)
		}
	}
	return e
}

func once(list []string, s string) []string {
	if s == "" || len(list) >= maxEntities || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// britishLines are the beginnings under which every British number of eleven
// digits is valid (National Telephone Numbering Plan, Ofcom; the library says
// the same of all of them, but takes fifty times as long).
var britishLines = []string{"0800", "0808", "0300", "0303", "0306", "0330", "0333", "0343", "0344", "0345", "0370", "0371", "0843", "0844", "0845", "0870", "0871"}

// nonGeographic gives the national form of a British number that is no
// landline and no mobile, and whether it is one.
func nonGeographic(digits string) (string, bool) {
	for _, prefix := range []string{"+44", "0044", "44"} {
		if rest, ok := strings.CutPrefix(digits, prefix); ok {
			digits = "0" + rest
			break
		}
	}
	if len(digits) != 11 {
		return "", false
	}
	return digits, slices.Contains(britishLines, digits[:4])
}

// e164 gives a valid number its international form, "" if it is not valid.
func e164(digits string) string {
	if digits == "" {
		return ""
	}
	if national, ok := nonGeographic(digits); ok {
		return "+44" + national[1:]
	}
	for _, r := range phoneRegions {
		n, err := phonenumbers.Parse(digits, r)
		if err == nil && phonenumbers.IsValidNumber(n) {
			return phonenumbers.Format(n, phonenumbers.E164)
		}
	}
	return ""
}
