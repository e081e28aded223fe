import Foundation

/// An authority made by openssl for this run, and a server certificate for 127.0.0.1 that it signed.
final class TestCertificate: Sendable {
  let folder: TestFolder
  var authority: String { folder.file("ca.pem") }
  var serverCertificate: String { folder.file("server.pem") }
  var serverKey: String { folder.file("server.key") }

  init() throws {
    folder = try TestFolder()
    let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    try Self.openssl(
      ["req", "-x509"] + newKey + ["-subj", "/CN=Test CA", "-keyout", folder.file("ca.key"), "-out", folder.file("ca.pem")])
    try Self.openssl(
      ["req", "-x509"] + newKey + [
        "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-addext", "basicConstraints=CA:FALSE",
        "-CA", folder.file("ca.pem"), "-CAkey", folder.file("ca.key"),
        "-keyout", folder.file("server.key"), "-out", folder.file("server.pem"),
      ])
  }

  private static func openssl(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw PythonServer.Failure(reason: "openssl \(arguments[0]) failed") }
  }
}
