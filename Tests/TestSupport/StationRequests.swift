import Outward

extension RunningSite {
  /// What a station's program would get: bytes sent without a cookie and without a browser's headers.
  public func send(
    _ path: String, _ body: [UInt8], headers: [(String, String)] = []
  ) async throws -> (status: Int, body: [UInt8], text: String, cookies: Int) {
    let outlet = Outlet()
    defer { outlet.close() }
    let reply = try await outlet.send(
      HTTPCall(.post, address + path, headers: headers.map { HTTPHeader($0.0, $0.1) }, body: .bytes(body)))
    return (
      reply.status, Array(reply.body), String(decoding: reply.body, as: UTF8.self),
      reply.headers.count { $0.name.lowercased() == "set-cookie" }
    )
  }
}
