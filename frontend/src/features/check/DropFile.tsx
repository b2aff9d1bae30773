import { Button, FileButton, Text } from "@mantine/core";
import { useState, type DragEvent } from "react";
import { sha256Hex } from "../../ui/hash";
import classes from "./DropFile.module.css";

/** A place for the PDF: only its SHA-256, worked out here, is sent. */
export function DropFile({ onFile }: { onFile: (file: { name: string; sha256: string }) => void }) {
  const [over, setOver] = useState(false);
  const take = async (file: File | null | undefined) => {
    if (file) onFile({ name: file.name, sha256: await sha256Hex(await file.arrayBuffer()) });
  };
  const drop = (e: DragEvent) => {
    e.preventDefault();
    setOver(false);
    void take(e.dataTransfer.files[0]);
  };
  return (
    // Dropping is a shortcut for the button inside, which every keyboard reaches.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div className={classes.drop} data-over={over || undefined} role="group" aria-label="Drop the PDF here" onDragOver={(e) => { e.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={drop}>
      <Text>Drop the PDF here, or</Text>
      <FileButton accept="application/pdf" onChange={(f) => void take(f)}>{(props) => <Button {...props} variant="default">Choose the PDF</Button>}</FileButton>
      <Text c="dimmed" fz="sm">The file stays on this machine. Only its fingerprint (SHA-256) is compared, so that a single altered letter shows.</Text>
    </div>
  );
}
