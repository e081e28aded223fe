#include <libxml/xmlversion.h>
// Debian's libxml2 is built with ICU and its headers pull ICU's in, whose types clash with those inside Swift's Foundation.
// Nothing here touches the two fields that this hides at the end of a struct we never see.
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
