import HTTPTypes
import Hummingbird

extension Document: ResponseGenerator {
  func response(status: HTTPResponse.Status) -> Response {
    Response(
      status: status, headers: [.contentType: "text/html; charset=utf-8"], body: ResponseBody(byteBuffer: buffer()))
  }

  public func response(from request: Request, context: some RequestContext) -> Response { response(status: .ok) }
}

extension Response {
  /// On to a page of our own after something was done (303: a reload sends nothing twice).
  ///
  /// Other addresses lead home.
  static func redirect(toOwn path: String) -> Response {
    Response(status: .seeOther, headers: [.location: WebAddress.isOwn(path) ? path : "/"])
  }

  /// A small object of strings, for check.js.
  static func json(_ values: [String: String], status: HTTPResponse.Status = .ok) -> Response {
    let pairs = values.sorted { $0.key < $1.key }.map { "\(jsonText($0.key)):\(jsonText($0.value))" }
    return json(text: "{\(pairs.joined(separator: ","))}", status: status)
  }

  /// What live.js asks for.
  static func live(_ values: [String: String], done: Bool = false, next: String? = nil) -> Response {
    let pairs = values.sorted { $0.key < $1.key }.map { "\(jsonText($0.key)):\(jsonText($0.value))" }
    let way = next.map { ",\"next\":\(jsonText($0))" } ?? ""
    return json(text: "{\"values\":{\(pairs.joined(separator: ","))},\"done\":\(done)\(way)}", status: .ok)
  }

  /// A person's picture: kept by no browser, as all that shows people, because the next one at this computer may be anybody.
  static func portrait(_ jpeg: [UInt8]) -> Response {
    Response(
      status: .ok, headers: [.contentType: "image/jpeg"], body: ResponseBody(byteBuffer: ByteBuffer(bytes: jpeg)))
  }

  private static func json(text: String, status: HTTPResponse.Status) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}

/// A string literal of JSON (RFC 8259, 7).
func jsonText(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case _ where scalar.value < 0x20:
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
