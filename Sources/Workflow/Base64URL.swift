import Foundation

/// Base64 for addresses (RFC 4648, section 5), without padding.
func base64URL(_ bytes: some DataProtocol) -> String {
  Data(bytes).base64EncodedString()
    .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
}

/// The bytes of a Base64 text for addresses, or nil when it is none.
func bytes(base64URL text: String) -> [UInt8]? {
  var padded = text.replacing("-", with: "+").replacing("_", with: "/")
  while padded.utf8.count % 4 != 0 { padded += "=" }
  return Data(base64Encoded: padded).map { [UInt8]($0) }
}
