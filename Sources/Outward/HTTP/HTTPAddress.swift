/// The rule for addresses we call: http or https with a host, printable ASCII, no name and password inside.
enum HTTPAddress {
  static func isCallable(_ url: String) -> Bool {
    guard url.utf8.count <= OutwardLimits.addressBytes, url.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
      let scheme = ["https://", "http://"].first(where: { url.lowercased().hasPrefix($0) })
    else { return false }
    let authority = url.dropFirst(scheme.count).prefix { !"/?#\\".contains($0) }
    // A name and password would end up in every log on the way; "\" is read differently by different parsers.
    return !authority.isEmpty && !authority.hasPrefix(":") && !authority.contains("@") && !url.contains("\\")
  }
}
