#include "darkroom.h"

#include <math.h>
#include <stdlib.h>

#include <lcms2.h>

/* Steps of linear light; fine enough that the darkest values differ by a fifth of a step of 0...255. */
enum { STEPS = 1 << 14 };

typedef float four __attribute__((vector_size(16)));

/* RGB profiles that are three curves and a matrix, as those of cameras and screens are. Little CMS gives the same numbers, but takes
   15 ns a pixel for them, which is half of what decoding takes. */
typedef struct {
  /* Linear light of each coded value, times STEPS - 1. */
  float light[3][256];
  /* What a unit of red, green and blue light is in sRGB's own. */
  four columns[3];
  uint8_t coded[STEPS];
} shaper;

struct darkroom_colour {
  cmsContext context;
  cmsHTRANSFORM transform;
  shaper *shaper;
  int changes_nothing;
};

static cmsColorSpaceSignature space_of(int32_t model) {
  switch (model) {
  case DARKROOM_GREY: return cmsSigGrayData;
  case DARKROOM_RGB: return cmsSigRgbData;
  default: return cmsSigCmykData;
  }
}

static cmsUInt32Number layout_of(int32_t model) {
  switch (model) {
  case DARKROOM_GREY: return TYPE_GRAY_8;
  case DARKROOM_RGB: return TYPE_RGB_8;
  case DARKROOM_CMYK: return TYPE_CMYK_8;
  default: return TYPE_CMYK_8_REV;
  }
}

/* Links and named colours are no description of a picture. */
static int describes_pictures(cmsHPROFILE profile) {
  switch (cmsGetDeviceClass(profile)) {
  case cmsSigInputClass:
  case cmsSigDisplayClass:
  case cmsSigOutputClass:
  case cmsSigColorSpaceClass: return 1;
  default: return 0;
  }
}

static const cmsTagSignature colorant_tags[3] = {cmsSigRedColorantTag, cmsSigGreenColorantTag, cmsSigBlueColorantTag};
static const cmsTagSignature curve_tags[3] = {cmsSigRedTRCTag, cmsSigGreenTRCTag, cmsSigBlueTRCTag};

/* From the profile connection space (XYZ under D50) to sRGB's linear light. */
static const float from_xyz[3][3] = {
  {3.1338561f, -1.6168667f, -0.4906146f}, {-0.9787684f, 1.9161415f, 0.0334540f}, {0.0719453f, -0.2289914f, 1.4052427f}};

static int is_only_matrix(cmsHPROFILE profile) {
  return cmsIsMatrixShaper(profile) && !cmsIsTag(profile, cmsSigAToB0Tag) && !cmsIsTag(profile, cmsSigAToB1Tag)
    && !cmsIsTag(profile, cmsSigDToB0Tag) && !cmsIsTag(profile, cmsSigDToB1Tag);
}

static float limited(float value) { return value > 0 ? (value < 1 ? value : 1) : 0; }

/* Null when a tag is missing. */
static shaper *make_shaper(cmsHPROFILE profile) {
  shaper *made = calloc(1, sizeof *made);
  if (made == NULL) return NULL;
  for (int channel = 0; channel < 3; channel++) {
    const cmsCIEXYZ *colorant = cmsReadTag(profile, colorant_tags[channel]);
    const cmsToneCurve *curve = cmsReadTag(profile, curve_tags[channel]);
    if (colorant == NULL || curve == NULL) {
      free(made);
      return NULL;
    }
    for (int row = 0; row < 3; row++) {
      made->columns[channel][row] = from_xyz[row][0] * (float)colorant->X + from_xyz[row][1] * (float)colorant->Y
        + from_xyz[row][2] * (float)colorant->Z;
    }
    for (int value = 0; value < 256; value++) {
      made->light[channel][value] = limited(cmsEvalToneCurveFloat(curve, (float)value / 255)) * (STEPS - 1);
    }
  }
  for (int step = 0; step < STEPS; step++) {
    double light = (double)step / (STEPS - 1);
    double value = light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055;
    made->coded[step] = (uint8_t)lround(value * 255);
  }
  return made;
}

static void shape(const shaper *shaper, const uint8_t *in, uint8_t *out, size_t pixels) {
  for (size_t pixel = 0; pixel < pixels; pixel++) {
    four light = shaper->columns[0] * shaper->light[0][in[pixel * 3]] + shaper->columns[1] * shaper->light[1][in[pixel * 3 + 1]]
      + shaper->columns[2] * shaper->light[2][in[pixel * 3 + 2]] + 0.5f;
    for (int channel = 0; channel < 3; channel++) {
      float value = light[channel] > 0 ? light[channel] : 0;
      out[pixel * 3 + channel] = shaper->coded[value < STEPS - 1 ? (int)value : STEPS - 1];
    }
  }
}

/* Colorants as in the profile connection space (D50), and the curve of IEC 61966-2-1 at some greys. */
static int is_srgb(cmsContext context, cmsHPROFILE profile) {
  static const double colorants[3][3] = {{0.4361, 0.2225, 0.0139}, {0.3851, 0.7169, 0.0971}, {0.1431, 0.0606, 0.7141}};
  static const cmsFloat64Number parameters[5] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
  if (!cmsIsMatrixShaper(profile)) return 0;
  cmsToneCurve *wanted = cmsBuildParametricToneCurve(context, 4, parameters);
  int is_same = wanted != NULL;
  for (int channel = 0; channel < 3 && is_same; channel++) {
    const cmsCIEXYZ *colorant = cmsReadTag(profile, colorant_tags[channel]);
    const cmsToneCurve *curve = cmsReadTag(profile, curve_tags[channel]);
    is_same = colorant != NULL && curve != NULL && fabs(colorant->X - colorants[channel][0]) < 0.003
      && fabs(colorant->Y - colorants[channel][1]) < 0.003 && fabs(colorant->Z - colorants[channel][2]) < 0.003;
    for (int step = 1; step < 16 && is_same; step++) {
      float at = (float)step / 16;
      is_same = fabsf(cmsEvalToneCurveFloat(curve, at) - cmsEvalToneCurveFloat(wanted, at)) < 0.005f;
    }
  }
  if (wanted != NULL) cmsFreeToneCurve(wanted);
  return is_same;
}

static void build(darkroom_colour *colour, cmsHPROFILE from, int32_t model) {
  if (model == DARKROOM_RGB && is_only_matrix(from)) colour->shaper = make_shaper(from);
  if (colour->shaper != NULL) return;
  cmsHPROFILE to = cmsCreate_sRGBProfileTHR(colour->context);
  if (to == NULL) return;
  colour->transform = cmsCreateTransformTHR(
    colour->context, from, layout_of(model), to, TYPE_RGB_8, INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_BLACKPOINTCOMPENSATION);
  cmsCloseProfile(to);
}

static darkroom_colour *only_if_useful(darkroom_colour *colour) {
  if (colour->transform != NULL || colour->shaper != NULL || colour->changes_nothing) return colour;
  darkroom_colour_free(colour);
  return NULL;
}

static darkroom_colour *make_empty(void) {
  darkroom_colour *colour = calloc(1, sizeof *colour);
  if (colour == NULL) return NULL;
  colour->context = cmsCreateContext(NULL, NULL);
  if (colour->context == NULL) {
    free(colour);
    return NULL;
  }
  return colour;
}

darkroom_colour *darkroom_colour_make(const uint8_t *profile, size_t count, int32_t model) {
  darkroom_colour *colour = make_empty();
  if (colour == NULL) return NULL;
  cmsHPROFILE from = cmsOpenProfileFromMemTHR(colour->context, profile, (cmsUInt32Number)count);
  if (from != NULL) {
    if (cmsGetColorSpace(from) == space_of(model) && describes_pictures(from)) {
      colour->changes_nothing = model == DARKROOM_RGB && is_srgb(colour->context, from);
      if (!colour->changes_nothing) build(colour, from, model);
    }
    cmsCloseProfile(from);
  }
  return only_if_useful(colour);
}

darkroom_colour *darkroom_colour_make_adobe_rgb(void) {
  static const cmsCIExyY white = {0.3127, 0.3290, 1.0};
  static const cmsCIExyYTRIPLE primaries = {{0.6400, 0.3300, 1.0}, {0.2100, 0.7100, 1.0}, {0.1500, 0.0600, 1.0}};
  darkroom_colour *colour = make_empty();
  if (colour == NULL) return NULL;
  cmsToneCurve *curve = cmsBuildGamma(colour->context, 563.0 / 256.0);
  if (curve != NULL) {
    cmsToneCurve *curves[3] = {curve, curve, curve};
    cmsHPROFILE from = cmsCreateRGBProfileTHR(colour->context, &white, &primaries, curves);
    if (from != NULL) {
      build(colour, from, DARKROOM_RGB);
      cmsCloseProfile(from);
    }
    cmsFreeToneCurve(curve);
  }
  return only_if_useful(colour);
}

void darkroom_colour_free(darkroom_colour *colour) {
  if (colour == NULL) return;
  if (colour->transform != NULL) cmsDeleteTransform(colour->transform);
  free(colour->shaper);
  cmsDeleteContext(colour->context);
  free(colour);
}

int32_t darkroom_colour_changes_nothing(const darkroom_colour *colour) { return colour->changes_nothing; }

void darkroom_colour_apply(darkroom_colour *colour, const uint8_t *in, uint8_t *out, size_t pixels) {
  if (colour->shaper != NULL) {
    shape(colour->shaper, in, out, pixels);
  } else {
    cmsDoTransform(colour->transform, in, out, (cmsUInt32Number)pixels);
  }
}
