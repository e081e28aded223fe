import HTTPTypes

extension HTTPField.Name {
  // Literals of this file; a name that the library refuses would be found by the first test.
  static let referrerPolicy = known("referrer-policy")
  static let permissionsPolicy = known("permissions-policy")
  static let openerPolicy = known("cross-origin-opener-policy")
  static let forwardedFor = known("x-forwarded-for")
  static let forwardedProto = known("x-forwarded-proto")
  static let fetchSite = known("sec-fetch-site")
  static let requestID = known("x-request-id")
  static let stationID = known("x-biying-station")
  static let stationTime = known("x-biying-time")
  static let stationSignature = known("x-biying-signature")

  private static func known(_ name: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(name) else { preconditionFailure("not a header name: \(name)") }
    return name
  }
}
