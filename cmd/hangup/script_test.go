package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestScripts runs the command lines in testdata as a person would. The program
// is built as people get it: the race detector makes reading the content ten
// times slower, and one command does little at the same time. What does is
// looked at by the tests that call run.
func TestScripts(t *testing.T) {
	file := builtProgram(t)
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("PATH", filepath.Dir(file)+string(os.PathListSeparator)+e.Getenv("PATH"))
			e.Setenv("HOME", e.WorkDir+"/home") // where the store is, unless a script says otherwise
			e.Setenv("XDG_DATA_HOME", "")
			return nil
		},
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
	})
}
