# Reads what node's test runner says at the end ("ℹ pass 12", and so on) and
# prints "PASSED FAILED". The mark before the word is of one byte or several, as
# the locale has it, so only the words after it count.
NF == 3 && $2 ~ /^(pass|fail|cancelled|skipped|todo)$/ { n[$2] = $3 }
END { print n["pass"] + 0, n["fail"] + n["cancelled"] + n["skipped"] + n["todo"] + 0 }
