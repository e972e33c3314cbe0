//go:build race

package knowledge

const racing = true
