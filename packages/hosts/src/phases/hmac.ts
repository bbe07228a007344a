import { sh } from '../script/sh.ts'

/**
 * HMAC-SHA256 (RFC 2104) with the host's own key of 32 bytes, by od, printf and sha256sum. printf is the shell's own, so
 * neither key nor message becomes the argument of a process.
 */
export const hmacFunctions = sh`
# make_key: on first use; under the lock
make_key() {
  [ -s "$KEEP/secret.key" ] || head -c 32 /dev/urandom | replace "$KEEP/secret.key"
}

# pad NUMBER: the key, filled up to a block of 64 bytes, each XOR the number, as octal escapes
pad() {
  pad_text=
  for pad_byte in $(od -An -v -tu1 -w64 "$KEEP/secret.key") 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0; do
    pad_byte=$((pad_byte ^ $1))
    pad_text="$pad_text\\$((pad_byte >> 6))$((pad_byte >> 3 & 7))$((pad_byte & 7))"
  done
  printf "$pad_text"
}

# octal HEX: its bytes as octal escapes
octal() {
  octal_rest=$1
  octal_text=
  while [ -n "$octal_rest" ]; do
    octal_tail=\${octal_rest#??}
    octal_byte=$((0x\${octal_rest%"$octal_tail"}))
    octal_text="$octal_text\\$((octal_byte >> 6))$((octal_byte >> 3 & 7))$((octal_byte & 7))"
    octal_rest=$octal_tail
  done
  printf "$octal_text"
}

# hmac < message: 64 hex digits
hmac() {
  hmac_inner=$({ pad 54; cat; } | sha256sum | cut -c 1-64)
  { pad 92; octal "$hmac_inner"; } | sha256sum | cut -c 1-64
}
`
