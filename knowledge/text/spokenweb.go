package text

import "bytes"

// maxSpoken bounds the labels of an address that is spelled out.
const maxSpoken = 5

// spokenHost reads an address spelled out at token i: "evil dot com",
// "support dash help dot co dot uk".
func (d *Doc) spokenHost(i int) (Entity, bool) {
	if i+2 >= len(d.Tokens) || !d.joins(i+1) {
		return Entity{}, false
	}
	host := bytes.Clone(d.Bytes(i))
	j := i + 1
	for n := 0; n < maxSpoken && j+1 < len(d.Tokens) && d.joins(j) && d.Tokens[j+1].Before == NoBreak; n++ {
		sign := byte('-')
		if d.Word(j) == "dot" {
			sign = '.'
		}
		host = append(append(host, sign), d.Bytes(j+1)...)
		j += 2
	}
	dot := bytes.LastIndexByte(host, '.')
	if dot < 0 || !spokenEnding(string(host[dot+1:])) {
		return Entity{}, false
	}
	a := ParseAddress(string(host))
	return Entity{Kind: URL, From: i, To: j, Span: Span{d.Tokens[i].Start, d.Tokens[j-1].End}, Value: a.Host, Link: a}, true
}

// joins reports whether token i stands for a sign between the parts of an address.
func (d *Doc) joins(i int) bool {
	w := d.Bytes(i)
	return d.Tokens[i].Before == NoBreak && (string(w) == "dot" || string(w) == "dash" || string(w) == "hyphen")
}

// spokenEnding reports whether people spell out addresses that end so.
func spokenEnding(tld string) bool {
	switch tld {
	case "com", "net", "org", "uk", "co", "info", "io", "online", "site", "shop", "live", "help", "support", "app", "me", "us", "eu":
		return true
	}
	return false
}
