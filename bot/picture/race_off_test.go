//go:build !race

package picture_test

const racing = false
