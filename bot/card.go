package bot

import "slices"

// Card is the card for beside the phone: its words, and the sheet to print. If
// the sheet cannot be made, the words are still there.
func (b *Bot) Card() Reply {
	c := b.base.Card()
	r := Reply{Lead: b.base.Say("card.lead"), Blocks: []Block{
		{Kind: Steps, Title: c.Title, Lines: c.Rules},
		{Lines: slices.Concat([]string{c.Bank}, c.Written(), []string{c.Danger})},
		{Lines: []string{b.base.Say("card.hand")}},
	}}
	if sheet, err := c.PDF(); err == nil {
		r.Documents = []Document{{Name: b.base.Say("card.file"), MediaType: "application/pdf", Body: sheet}}
	}
	return r
}

// card gives the card as it is, whomever the case is about.
func (t *turn) card() Reply {
	t.asIs = true
	return t.Card()
}
