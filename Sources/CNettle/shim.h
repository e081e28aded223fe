#include <nettle/aes.h>
#include <nettle/eddsa.h>
#include <nettle/hmac.h>
#include <nettle/memxor.h>
#include <nettle/pbkdf2.h>
#include <nettle/sha2.h>
