// Package frontend carries the built user interface inside the binary.
package frontend

import (
	"embed"
	"io/fs"
)

// dist holds what Vite built, or only its .keep in a fresh clone, so that Go
// builds without Node.
//
//go:embed all:dist
var dist embed.FS

// NonceMark is the text in index.html that the server replaces by a fresh nonce
// in every answer, the same one it names in the Content-Security-Policy.
const NonceMark = "__CSP_NONCE__"

// NotBuilt is the page to answer with while there is no built interface. It
// needs no style or script, so it passes any Content-Security-Policy.
const NotBuilt = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Certwright: interface not built</title></head>
<body>
<main>
<h1>The interface is not built yet</h1>
<p>This Certwright runs, and its API answers under <a href="/api/v1">/api/v1</a>, but it was compiled without the user interface.</p>
<p>With Node 20.19 or later, in the folder of the source:</p>
<pre>make build</pre>
<p>or by hand:</p>
<pre>cd frontend
npm ci
npm run build
cd ..
go build ./cmd/certwright</pre>
<p>Then start it again.</p>
</main>
</body>
</html>
`

// FS is the built interface, its index.html at the top; false when it was not
// built before this binary was compiled.
func FS() (fs.FS, bool) {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		return nil, false
	}
	if _, err := fs.Stat(files, "index.html"); err != nil {
		return nil, false
	}
	return files, true
}
