#ifndef BIYING_OUTWARD_H
#define BIYING_OUTWARD_H

#include <curl/curl.h>
#include <stddef.h>

/* libcurl's setters and getters are variadic, which Swift cannot call: one typed face for each kind of argument. */

/* Once a process, before any other call; safe to repeat. */
CURLcode outward_global_init(void);

CURLcode outward_set_long(CURL *handle, CURLoption option, long value);
/* A null text sets the option back to "none" (libcurl copies the text). */
CURLcode outward_set_text(CURL *handle, CURLoption option, const char *text);
CURLcode outward_set_size(CURL *handle, CURLoption option, curl_off_t value);
CURLcode outward_set_list(CURL *handle, CURLoption option, struct curl_slist *list);

typedef size_t (*outward_bytes)(char *bytes, size_t size, size_t count, void *context);
typedef int (*outward_seek)(void *context, curl_off_t offset, int origin);

CURLcode outward_set_read(CURL *handle, outward_bytes read, outward_seek seek, void *context);
CURLcode outward_set_write(CURL *handle, outward_bytes write, void *context);
CURLcode outward_set_header(CURL *handle, outward_bytes header, void *context);

CURLcode outward_get_long(CURL *handle, CURLINFO info, long *value);
CURLcode outward_get_size(CURL *handle, CURLINFO info, curl_off_t *value);

CURLMcode outward_multi_set_long(CURLM *multi, CURLMoption option, long value);

/* The next finished transfer, or null; its result in `result`. Wraps the union inside CURLMsg. */
CURL *outward_next_finished(CURLM *multi, CURLcode *result);

/* What a read callback answers to stop a transfer. */
extern const size_t outward_read_abort;

#endif
