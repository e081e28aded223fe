import Foundation
import Outward
import TestSupport
import Testing

@testable import Website

/// The configurations that ship for TLS in front, run by the real programs with only ports and certificate replaced.
@Suite(.serialized) struct ProxyTests {
  enum Proxy: String, CaseIterable, Sendable {
    case nginx, caddy
    var program: String { self == .nginx ? "/usr/sbin/nginx" : "/usr/bin/caddy" }
    var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: program) }
  }

  @Test("Behind TLS cookies are Secure, and the caller's own forwarded headers are not believed", arguments: Proxy.allCases)
  func behindTLS(proxy: Proxy) async throws {
    guard proxy.isInstalled else { return }
    let province = try await Province()
    let site = try await RunningSite(province, proxies: "127.0.0.1")
    let front = try await Front(proxy, to: site.port, in: province.folder)
    let outlet = Outlet()
    let route = Route(authorityFile: front.certificate)
    let headers = [HTTPHeader("X-Forwarded-For", "203.0.113.7"), HTTPHeader("X-Forwarded-Proto", "http")]
    let reply = try await outlet.send(HTTPCall(.get, "https://localhost:\(front.port)/sign-in", headers: headers, route: route))
    #expect(reply.status == 200)
    let cookie = reply.header("Set-Cookie") ?? ""
    #expect(cookie.hasPrefix("__Host-biying-visitor=") && cookie.contains("Secure"))
    #expect(reply.header("Strict-Transport-Security") != nil)
    front.stop()
    outlet.close()
    await site.stop()
  }

  @Test("Without a trusted proxy nothing forwarded is believed")
  func notTrusted() async throws {
    let province = try await Province()
    let site = try await RunningSite(province)
    let outlet = Outlet()
    let reply = try await outlet.send(
      HTTPCall(.get, site.address + "/sign-in", headers: [HTTPHeader("X-Forwarded-Proto", "https")]))
    #expect(reply.header("Set-Cookie")?.contains("Secure") == false)
    outlet.close()
    await site.stop()
  }

  /// The proxy as a process of its own, until it is stopped.
  private final class Front: Sendable {
    let port: Int
    let certificate: String
    private let process: Process

    struct Failure: Error { let what: String }

    init(_ proxy: Proxy, to site: Int, in folder: TemporaryFolder) async throws {
      // nginx takes the next one for plain HTTP.
      port = try FreePort.find(beside: 1)
      certificate = folder.path("front.pem")
      let key = folder.path("front.key")
      let made = Process()
      made.executableURL = URL(filePath: "/usr/bin/openssl")
      made.arguments = [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
        "/CN=localhost",
        "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate,
      ]
      made.standardError = FileHandle.nullDevice
      try made.run()
      made.waitUntilExit()
      process = Process()
      process.executableURL = URL(filePath: proxy.program)
      process.arguments = try Self.arguments(proxy, port: port, site: site, certificate: certificate, key: key, folder: folder)
      process.environment = ["HOME": folder.url.path, "XDG_DATA_HOME": folder.url.path, "XDG_CONFIG_HOME": folder.url.path]
      process.standardError = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      let outlet = Outlet()
      defer { outlet.close() }
      for _ in 0..<200 {
        let call = HTTPCall(.get, "https://localhost:\(port)/health", route: Route(authorityFile: certificate))
        if let reply = try? await outlet.send(call), reply.status == 200 { return }
        try await Task.sleep(for: .milliseconds(50))
      }
      process.terminate()
      throw Failure(what: "\(proxy.rawValue) did not come up")
    }

    func stop() { process.terminate() }

    /// What ships, with the parts replaced that differ on every machine.
    private static func arguments(
      _ proxy: Proxy, port: Int, site: Int, certificate: String, key: String, folder: TemporaryFolder
    ) throws -> [String] {
      let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
      switch proxy {
      case .nginx:
        var text = try String(contentsOf: root.appending(path: "docs/nginx.conf"), encoding: .utf8)
        text = text.replacing("listen 443 ssl http2", with: "listen 127.0.0.1:\(port) ssl http2")
          .replacing("listen 80;", with: "listen 127.0.0.1:\(port + 1);").replacing("127.0.0.1:8080", with: "127.0.0.1:\(site)")
          .replacing("/etc/ssl/biying/fullchain.pem", with: certificate).replacing("/etc/ssl/biying/privkey.pem", with: key)
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map { "\($0)_temp_path \(folder.path($0));" }
        let whole = """
          daemon off; pid \(folder.path("nginx.pid")); error_log stderr;
          events {}
          http { access_log off; \(temporary.joined(separator: " "))
          \(text) }
          """
        try Data(whole.utf8).write(to: URL(filePath: folder.path("nginx.conf")))
        return ["-p", folder.url.path, "-e", "stderr", "-c", folder.path("nginx.conf")]
      case .caddy:
        var text = try String(contentsOf: root.appending(path: "docs/Caddyfile"), encoding: .utf8)
        text = text.replacing("127.0.0.1:8080", with: "127.0.0.1:\(site)")
          .replacing("photos.example.edu.cn {", with: "https://localhost:\(port) {\n\ttls \(certificate) \(key)")
        let whole = "{\n\tadmin off\n\tauto_https disable_redirects\n}\n" + text
        try Data(whole.utf8).write(to: URL(filePath: folder.path("Caddyfile")))
        return ["run", "--config", folder.path("Caddyfile"), "--adapter", "caddyfile"]
      }
    }
  }
}
