package seal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"
)

// contentsRoom is what is kept free for the signature, in bytes.
const contentsRoom = 4096

// SignPDF seals a PDF made by package pdf: it appends one revision with an
// invisible certifying signature (no changes allowed afterwards) and a trailer
// that names the file and mends a wrong /Info. The same file at the same time is
// the same bytes.
func (k *Keys) SignPDF(file []byte, at time.Time) ([]byte, error) {
	old, err := readTail(file)
	if err != nil {
		return nil, fmt.Errorf("seal the PDF: %w", err)
	}
	out := bytes.NewBuffer(bytes.Clone(file))
	if !bytes.HasSuffix(file, []byte("\n")) {
		out.WriteByte('\n')
	}
	offsets := map[int]int{}
	object := func(n int, body string) {
		offsets[n] = out.Len()
		fmt.Fprintf(out, "%d 0 obj\n%s\nendobj\n", n, body)
	}
	widget, sig := old.size, old.size+1
	object(old.page, addEntries(old.pageBody, fmt.Sprintf("/Annots [%d 0 R]", widget)))
	object(old.root, addEntries(old.rootBody, fmt.Sprintf("/Version /1.7\n/AcroForm << /Fields [%d 0 R] /SigFlags 3 >>\n/Perms << /DocMDP %d 0 R >>", widget, sig)))
	object(widget, fmt.Sprintf("<< /Type /Annot /Subtype /Widget /FT /Sig /T (Seal) /V %d 0 R /P %d 0 R /Rect [0 0 0 0] /F 132 >>", sig, old.page))
	object(sig, fmt.Sprintf("<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (D:%sZ)\n"+
		"/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P 1 /V /1.2 >> >>]\n"+
		"/ByteRange [0 %010d %010d %010d]\n/Contents <%0*d> >>", at.UTC().Format("20060102150405"), 0, 0, 0, 2*contentsRoom, 0))
	xref := out.Len()
	out.WriteString("xref\n")
	for _, n := range []int{old.page, old.root, widget, sig} {
		fmt.Fprintf(out, "%d 1\n%010d 00000 n \n", n, offsets[n])
	}
	id := sha256.Sum256(file)
	fmt.Fprintf(out, "trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /ID [<%x> <%x>] /Prev %d >>\nstartxref\n%d\n%%%%EOF\n",
		old.size+2, old.root, old.info, id[:16], id[:16], old.xref, xref)
	return k.fill(out.Bytes(), offsets[sig])
}

// fill writes the range and the signature into the places kept for them.
func (k *Keys) fill(file []byte, sigObject int) ([]byte, error) {
	rangeAt := sigObject + bytes.Index(file[sigObject:], []byte("/ByteRange ["))
	open := sigObject + bytes.Index(file[sigObject:], []byte("/Contents <")) + len("/Contents ")
	shut := open + 2 + 2*contentsRoom
	copy(file[rangeAt:], fmt.Sprintf("/ByteRange [0 %010d %010d %010d]", open, shut, len(file)-shut))
	h := sha256.New()
	h.Write(file[:open])
	h.Write(file[shut:])
	der, err := signCMS([sha256.Size]byte(h.Sum(nil)), k.seal, k.sealKey)
	if err != nil {
		return nil, fmt.Errorf("seal the PDF: %w", err)
	}
	if len(der) > contentsRoom {
		return nil, fmt.Errorf("seal the PDF: the signature has %d bytes, room is for %d", len(der), contentsRoom)
	}
	hex.Encode(file[open+1:], der)
	return file, nil
}
