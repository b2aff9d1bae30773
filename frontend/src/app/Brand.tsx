import classes from "./Shell.module.css";

/** The mark and name of the program. */
export function Brand() {
  return (
    <span className={classes.brand}>
      <img src="/favicon.svg" width="22" height="22" alt="" />
      Certwright
    </span>
  );
}
