package text

import "strings"

// EntityKind names what an entity is.
type EntityKind uint8

// The kinds of entities.
const (
	Phone  EntityKind = iota // has the shape of a phone number
	URL                      // a link
	Mail                     // a mail address
	Money                    // a sum with a currency
	Code                     // 4 to 10 digits, or 0x and hexadecimal digits
	Number                   // any other digits
)

// Entity is a number, link, address or sum found in a text.
type Entity struct {
	Kind  EntityKind
	From  int // first token
	To    int // token after the last
	Span  Span
	Value string  // digits of a phone (with + if international), host of a link; else ""
	Link  Address // links and mail addresses only
}

// findEntities goes over the tokens once. The longest reading at a token wins.
func (d *Doc) findEntities(links []Link) {
	for i := 0; i < len(d.Tokens); {
		e, ok := d.entityAt(i)
		if !ok {
			i++
			continue
		}
		d.Entities = append(d.Entities, e)
		i = e.To
	}
	d.addHidden(links)
}

func (d *Doc) entityAt(i int) (Entity, bool) {
	t := d.Tokens[i]
	switch t.Class {
	case Web:
		return d.webEntity(i), true
	case Word:
		if e, ok := d.spokenHost(i); ok {
			return e, true
		}
		return d.spokenPhone(i)
	}
	if e, ok := d.phone(i); ok && !d.sum(t) {
		return e, true
	}
	if !isDigit(d.Fold[t.From]) {
		return d.spokenPhone(i)
	}
	if e, ok := d.money(i); ok {
		return e, true
	}
	if e, ok := d.spokenPhone(i); ok {
		return e, true
	}
	n := t.To - t.From
	if t.Class == Mixed {
		hex := n > 4 && d.Fold[t.From] == '0' && d.Fold[t.From+1] == 'x'
		return Entity{Kind: Code, From: i, To: i + 1, Span: t.Span}, hex
	}
	kind := Number
	if n >= 4 && n <= 10 {
		kind = Code
	}
	return Entity{Kind: kind, From: i, To: i + 1, Span: t.Span}, true
}

// sum reports whether t is a sum with commas, which may be long.
func (d *Doc) sum(t Token) bool {
	return signBefore(d.Body, t.Start) < t.Start && strings.IndexByte(d.Quote(t.Span), ',') > 0
}

// money reads a sum: a currency sign or word before or behind a number.
func (d *Doc) money(i int) (Entity, bool) {
	t := d.Tokens[i]
	e := Entity{Kind: Money, From: i, To: i + 1, Span: t.Span}
	found := false
	if s := signBefore(d.Body, t.Start); s < t.Start {
		e.Span.Start, found = s, true
	} else if i > 0 && t.Before == NoBreak && currencyWord(d.Bytes(i-1), true) {
		e.From, e.Span.Start, found = i-1, d.Tokens[i-1].Start, true
	}
	if i+1 < len(d.Tokens) && d.Tokens[i+1].Before == NoBreak && currencyWord(d.Bytes(i+1), false) {
		e.To, e.Span.End, found = i+2, d.Tokens[i+1].End, true
	}
	if t.End < len(d.Body) && (d.Body[t.End] == '$' || len(d.Body)-t.End >= 2 && d.Body[t.End:t.End+2] == "£") {
		found = true
	}
	if t.End+3 <= len(d.Body) && d.Body[t.End:t.End+3] == "€" {
		found = true
	}
	if t.Class == Mixed { // "500gbp", "4k" only with a sign
		w := d.Bytes(i)
		j := len(w)
		for j > 0 && !isDigit(w[j-1]) {
			j--
		}
		found = found || currencyWord(w[j:], false)
	}
	return e, found
}

// signBefore gives the start of a currency sign that stands before at, or at.
func signBefore(s string, at int) int {
	j := at
	if j > 0 && s[j-1] == ' ' {
		j--
	}
	switch {
	case j >= 1 && s[j-1] == '$':
		return j - 1
	case j >= 2 && (s[j-2:j] == "£" || s[j-2:j] == "¥"):
		return j - 2
	case j >= 3 && (s[j-3:j] == "€" || s[j-3:j] == "₹"):
		return j - 3
	}
	return at
}

// currencyWord reports whether w is a currency; before says that it stands
// before the number, where only codes do.
func currencyWord(w []byte, before bool) bool {
	switch string(w) {
	case "gbp", "usd", "eur", "aud", "cad", "nzd", "inr", "rs":
		return true
	case "pounds", "pound", "quid", "dollars", "dollar", "euros", "euro", "bucks", "grand", "pence", "rupees", "kr", "zl", "lei", "tl":
		return !before
	}
	return false
}
