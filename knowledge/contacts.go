package knowledge

// Contacts are the phone numbers and addresses of our own, of every region, as
// texts show them. Doors that make scams' numbers unusable leave these alone.
func (b *Base) Contacts() []string {
	var out []string
	for _, f := range b.world.facts {
		for _, x := range f.Value.Facts {
			if x.Kind == "phone" || x.Kind == "address" {
				out = append(out, x.Value)
			}
		}
	}
	return out
}
