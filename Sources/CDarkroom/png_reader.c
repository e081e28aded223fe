#include "darkroom.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <png.h>

struct darkroom_png {
  png_structp png;
  png_infop info;
  const uint8_t *bytes;
  size_t count, at;
  uint32_t height;
  int passes;
  int32_t code;
};

static void leave(png_structp png, png_const_charp message) {
  darkroom_png *reader = png_get_error_ptr(png);
  (void)message;
  if (reader->code == DARKROOM_FINE) reader->code = DARKROOM_DAMAGED;
  png_longjmp(png, 1);
}

/* libpng warns of harmless things too (a profile it dislikes, unknown text): what matters it reports as an error. */
static void ignore(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

static void feed(png_structp png, png_bytep out, size_t count) {
  darkroom_png *reader = png_get_io_ptr(png);
  if (count > reader->count - reader->at) {
    reader->code = DARKROOM_CUT_OFF;
    png_error(png, "end of data");
  }
  memcpy(out, reader->bytes + reader->at, count);
  reader->at += count;
}

/* What has no part in the pixels is not unpacked: a few bytes of text could become megabytes. */
static void skip_the_rest(png_structp png) {
  static const png_byte names[] = "bKGD\0cHRM\0eXIf\0gAMA\0hIST\0iTXt\0oFFs\0pCAL\0pHYs\0sBIT\0sCAL\0sPLT\0sTER\0tEXt\0tIME\0zTXt";
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, names, sizeof names / 5);
}

darkroom_png *darkroom_png_make(void) {
  darkroom_png *reader = calloc(1, sizeof *reader);
  if (reader == NULL) return NULL;
  reader->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, reader, leave, ignore);
  if (reader->png != NULL) reader->info = png_create_info_struct(reader->png);
  if (reader->info == NULL) {
    darkroom_png_free(reader);
    return NULL;
  }
  return reader;
}

void darkroom_png_free(darkroom_png *reader) {
  if (reader == NULL) return;
  png_destroy_read_struct(&reader->png, &reader->info, NULL);
  free(reader);
}

static void find_profile(darkroom_png *reader, darkroom_png_found *found) {
  png_charp name = NULL;
  int method = 0;
  png_bytep profile = NULL;
  png_uint_32 count = 0;
  found->profile = NULL;
  found->profile_count = 0;
  if (png_get_iCCP(reader->png, reader->info, &name, &method, &profile, &count) == 0) return;
  found->profile = profile;
  found->profile_count = count;
}

int32_t darkroom_png_start(
  darkroom_png *reader, const uint8_t *bytes, size_t count, uint32_t width, uint32_t height, size_t chunk_bytes,
  darkroom_png_found *found) {
  png_structp png = reader->png;
  png_infop info = reader->info;
  if (setjmp(png_jmpbuf(png)) != 0) return reader->code;
  reader->bytes = bytes;
  reader->count = count;
  png_set_read_fn(png, reader, feed);
  png_set_user_limits(png, width, height);
  skip_the_rest(png);
  png_set_chunk_malloc_max(png, chunk_bytes);
  png_read_info(png, info);
  if (png_get_image_width(png, info) != width || png_get_image_height(png, info) != height
      || png_get_bit_depth(png, info) > 8) {
    return DARKROOM_OTHER_HEADER;
  }
  png_set_expand(png);
  png_set_gray_to_rgb(png);
  reader->passes = png_set_interlace_handling(png);
  png_read_update_info(png, info);
  reader->height = height;
  found->width = width;
  found->height = height;
  found->channels = png_get_channels(png, info);
  found->is_interlaced = png_get_interlace_type(png, info) != PNG_INTERLACE_NONE;
  if ((found->channels != 3 && found->channels != 4) || png_get_bit_depth(png, info) != 8
      || png_get_rowbytes(png, info) != (size_t)width * found->channels) {
    return DARKROOM_OTHER_HEADER;
  }
  find_profile(reader, found);
  return DARKROOM_FINE;
}

int32_t darkroom_png_rows(darkroom_png *reader, uint8_t *out, size_t stride, uint32_t rows) {
  if (setjmp(png_jmpbuf(reader->png)) != 0) return reader->code;
  for (uint32_t row = 0; row < rows; row++) png_read_row(reader->png, out + stride * row, NULL);
  return DARKROOM_FINE;
}

int32_t darkroom_png_whole(darkroom_png *reader, uint8_t *out, size_t stride) {
  if (setjmp(png_jmpbuf(reader->png)) != 0) return reader->code;
  for (int pass = 0; pass < reader->passes; pass++) {
    for (uint32_t row = 0; row < reader->height; row++) png_read_row(reader->png, out + stride * row, NULL);
  }
  return DARKROOM_FINE;
}

int32_t darkroom_png_finish(darkroom_png *reader) {
  if (setjmp(png_jmpbuf(reader->png)) != 0) return reader->code;
  png_read_end(reader->png, NULL);
  return DARKROOM_FINE;
}
