package picture

// waysRound are the quarters by which a picture that was read so is turned and read
// again, in their order; nil where it was read well.
func waysRound(ws []word) []int {
	switch {
	case clearWords(ws) < minClear:
		return []int{2, 3, 1}
	case sideways(ws):
		return []int{3, 1}
	case partly(ws):
		return []int{2} // on its head it gives words that nobody knows
	}
	return nil
}

// partly tells whether only the lesser part of what was read is clear words.
func partly(ws []word) bool { return 2*clearWords(ws) < len(ws) }

// mostlyUnclear tells whether most words may be misread.
func mostlyUnclear(ws []word) bool {
	all := 0
	for _, w := range ws {
		if letters(w.chars) >= minClearWord {
			all++
		}
	}
	return 2*clearWords(ws) < all
}

// sideways tells whether most longer words are higher than wide.
func sideways(ws []word) bool {
	const longer = 5
	all, high := 0, 0
	for _, w := range ws {
		if letters(w.chars) >= longer {
			all++
			if w.box.Dy() > w.box.Dx() {
				high++
			}
		}
	}
	return 2*high > all
}
