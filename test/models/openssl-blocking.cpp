// rule: blocking-call
// needs: openssl/ssl.h
// OpenSSL: keys take long; what SSL_read waits for depends on what is below.
#include "mini.h"
#include <openssl/evp.h>
#include <openssl/ssl.h>

mini::task<void> bad_hashes_a_password(unsigned char *key) {
  PKCS5_PBKDF2_HMAC("secret", 6, nullptr, 0, 100000, EVP_sha256(), 32, key); // warn: 'PKCS5_PBKDF2_HMAC' may block the thread of coroutine 'bad_hashes_a_password' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it takes long by design
  co_return;
}

mini::task<void> good_reads(SSL *s, char *b) {
  SSL_read(s, b, 8);
  SSL_connect(s);
  co_return;
}
