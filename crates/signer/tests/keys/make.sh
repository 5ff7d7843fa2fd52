#!/bin/sh
# Makes the keys anew: with OpenSSL 3, ssh-keygen, and Python's `cryptography` for the JWKs.
set -eu
cd "$(dirname "$0")"

openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa.pkcs8.pem
openssl rsa -in rsa.pkcs8.pem -traditional -out rsa.pkcs1.pem
openssl pkey -in rsa.pkcs8.pem -pubout -out rsa.public.pem
openssl rsa -in rsa.pkcs8.pem -RSAPublicKey_out -out rsa.public.pkcs1.pem
openssl req -x509 -key rsa.pkcs8.pem -subj "/CN=test" -days 3650 -out rsa.certificate.pem
openssl req -new -key rsa.pkcs8.pem -subj "/CN=test" -out rsa.request.pem
openssl pkcs8 -topk8 -in rsa.pkcs8.pem -passout pass:test -out rsa.encrypted.pkcs8.pem
openssl rsa -in rsa.pkcs8.pem -traditional -aes128 -passout pass:test -out rsa.encrypted.pkcs1.pem
printf 'header.claims' >rsa.message.txt
openssl dgst -sha256 -sign rsa.pkcs8.pem rsa.message.txt | openssl base64 -A >rsa.signature.txt

openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out rsa-1024.pem
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:5120 -out rsa-5120.pem
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:4096 -out rsa-4096.pem
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2200 -out rsa-2200.pem
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_pubexp:3 -out rsa-e3.pem
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_primes:3 -out rsa-three-primes.pem
openssl genpkey -quiet -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out rsa-pss.pem

openssl ecparam -name prime256v1 -genkey -out p256.sec1.pem # with a block of EC PARAMETERS before it
openssl pkcs8 -topk8 -nocrypt -in p256.sec1.pem -out p256.pkcs8.pem
openssl pkey -in p256.sec1.pem -pubout -out p256.public.pem
openssl ec -in p256.sec1.pem -conv_form compressed -out p256.compressed.pem
openssl ec -in p256.sec1.pem -no_public -out p256.without-public.pem
openssl ec -in p256.sec1.pem -param_enc explicit -out p256.explicit.sec1.pem
openssl pkcs8 -topk8 -nocrypt -in p256.explicit.sec1.pem -out p256.explicit.pkcs8.pem

openssl ecparam -name secp384r1 -genkey -noout -out p384.sec1.pem
openssl pkcs8 -topk8 -nocrypt -in p384.sec1.pem -out p384.pkcs8.pem
openssl ecparam -name secp256k1 -genkey -noout -out secp256k1.sec1.pem
openssl pkcs8 -topk8 -nocrypt -in secp256k1.sec1.pem -out secp256k1.pkcs8.pem
openssl genpkey -quiet -algorithm ED25519 -out ed25519.pem
ssh-keygen -q -t ecdsa -N '' -C test -f openssh && mv openssh openssh.pem && rm openssh.pub

python3 - <<'PYTHON'
import base64, json
from cryptography.hazmat.primitives.serialization import load_pem_private_key

def text(number, length=None):
    length = length or (number.bit_length() + 7) // 8
    return base64.urlsafe_b64encode(number.to_bytes(length, "big")).rstrip(b"=").decode()

def read(name):
    return load_pem_private_key(open(name, "rb").read(), None).private_numbers()

def write(name, jwk):
    with open(name, "w") as file:
        json.dump(jwk, file, indent=2)
        file.write("\n")

key = read("rsa.pkcs8.pem")
write("rsa.jwk.json", {
    "kty": "RSA", "use": "sig", "alg": "RS256", "kid": "rsa-test",
    "n": text(key.public_numbers.n), "e": text(key.public_numbers.e), "d": text(key.d), "p": text(key.p),
    "q": text(key.q), "dp": text(key.dmp1), "dq": text(key.dmq1), "qi": text(key.iqmp),
})
for name, curve, size in [("p256", "P-256", 32), ("p384", "P-384", 48)]:
    key = read(f"{name}.pkcs8.pem")
    write(f"{name}.jwk.json", {
        "kty": "EC", "crv": curve, "kid": f"{name}-test", "x": text(key.public_numbers.x, size),
        "y": text(key.public_numbers.y, size), "d": text(key.private_value, size),
    })
PYTHON
