//go:build !race

package knowledge

const racing = false
