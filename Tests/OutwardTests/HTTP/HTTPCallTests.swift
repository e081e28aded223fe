import Crypto
import Foundation
import Testing

@testable import Outward

struct KeptRequest: Decodable {
  let method: String
  let path: String
  let headers: [String: String]
  let bodyBytes: Int
  let bodySHA256: String
  let body: String
  let client: Int
}

@Suite struct HTTPCallTests {
  let server: PythonServer
  let outlet = Outlet()
  var base: String { "http://127.0.0.1:\(server.port)" }

  init() throws {
    server = try PythonServer(.web)
  }

  private func echo(_ call: HTTPCall) async throws -> KeptRequest {
    let reply = try await outlet.send(call)
    #expect(reply.status == 200)
    return try JSONDecoder().decode(KeptRequest.self, from: Data(reply.body))
  }

  private func failure(_ call: HTTPCall) async -> OutwardError? {
    do throws(OutwardError) {
      _ = try await outlet.send(call)
      return nil
    } catch {
      return error
    }
  }

  @Test func getSendsHeadersAndReadsTheReply() async throws {
    let path = "/a/../%E6%9F%90%E5%A4%A7%E5%AD%A6/b?x=1"
    let reply = try await outlet.send(
      HTTPCall(.get, base + path, headers: [HTTPHeader("X-One", "1"), HTTPHeader("X-None", "")]))
    let seen = try JSONDecoder().decode(KeptRequest.self, from: Data(reply.body))
    #expect(seen.method == "GET")
    #expect(seen.path == path, "the path is sent as it stands")
    #expect(seen.headers["x-one"] == "1" && seen.headers["x-none"] == "")
    #expect(seen.headers["expect"] == nil && seen.headers["accept-encoding"] == nil)
    #expect(reply.isSuccess)
    #expect(reply.header("X-SEEN") == "twice")
    #expect(reply.header("X-Empty") == "")
    #expect(reply.header("X-Absent") == nil)
  }

  @Test(arguments: [HTTPCall.Method.put, .post, .patch, .delete])
  func bodiesArriveWhole(_ method: HTTPCall.Method) async throws {
    let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let seen = try await echo(HTTPCall(method, base + "/echo", body: .bytes(body)))
    #expect(seen.method == method.rawValue)
    #expect(seen.bodyBytes == body.count)
    #expect(seen.bodySHA256 == HexDigits.lower(SHA256.hash(data: body)))
  }

  @Test func bodylessCallsSayLengthZeroWhereItIsDue() async throws {
    let post = try await echo(HTTPCall(.post, base + "/echo"))
    #expect(post.headers["content-length"] == "0")
    let delete = try await echo(HTTPCall(.delete, base + "/echo"))
    #expect(delete.method == "DELETE" && delete.headers["content-length"] == nil)
    let head = try await outlet.send(HTTPCall(.head, base + "/bytes?count=77"))
    #expect(head.header("Content-Length") == "77" && head.body.isEmpty)
  }

  @Test func aFileIsSent() async throws {
    let path = server.folder.file("upload.bin")
    try Data(repeating: 7, count: 1_500_000).write(to: URL(fileURLWithPath: path))
    let seen = try await echo(HTTPCall(.put, base + "/echo", body: .file(path: path)))
    #expect(seen.bodyBytes == 1_500_000)
    #expect(await failure(HTTPCall(.put, base + "/echo", body: .file(path: path + ".absent"))) == .sourceUnreadable)
    #expect(await failure(HTTPCall(.put, base + "/echo", body: .file(path: server.folder.path))) == .sourceUnreadable)
    let pipe = server.folder.file("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(await failure(HTTPCall(.put, base + "/echo", body: .file(path: pipe))) == .sourceUnreadable)
  }

  @Test func aReplyGoesToANewFileOnly() async throws {
    let path = server.folder.file("down.bin")
    let call = HTTPCall(.get, base + "/bytes?count=100000", target: .file(path: path, limitBytes: 200_000))
    let reply = try await outlet.send(call)
    #expect(reply.fileBytes == 100_000 && reply.body.isEmpty)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(bytes.count == 100_000 && bytes[250] == 250 && bytes[251] == 0)
    #expect(await failure(call) == .targetUnwritable)
    #expect(FileManager.default.fileExists(atPath: path), "what was there before stays")
  }

  @Test func aFileOfAFailedTransferIsTakenBack() async throws {
    let path = server.folder.file("partial.bin")
    let target = HTTPCall.Target.file(path: path, limitBytes: 200_000)
    #expect(await failure(HTTPCall(.get, base + "/drop", target: target)) == .connectionLost)
    #expect(!FileManager.default.fileExists(atPath: path))
    let refused = try await outlet.send(HTTPCall(.get, base + "/status/404", target: target))
    #expect(refused.status == 404 && refused.body == Array("as asked".utf8) && refused.fileBytes == nil)
    #expect(!FileManager.default.fileExists(atPath: path))
    let small = HTTPCall.Target.file(path: path, limitBytes: 99)
    #expect(await failure(HTTPCall(.get, base + "/bytes?count=100", target: small)) == .replyTooLarge(limitBytes: 99))
    #expect(!FileManager.default.fileExists(atPath: path))
    let empty = try await outlet.send(HTTPCall(.get, base + "/bytes?count=0", target: target))
    #expect(empty.fileBytes == 0 && FileManager.default.fileExists(atPath: path))
  }

  @Test func repliesHaveLimits() async throws {
    let exact = HTTPCall(.get, base + "/bytes?count=5000", target: .memory(limitBytes: 5_000))
    #expect(try await outlet.send(exact).body.count == 5_000)
    let over = HTTPCall(.get, base + "/bytes?count=5001", target: .memory(limitBytes: 5_000))
    #expect(await failure(over) == .replyTooLarge(limitBytes: 5_000))
    let headers = HTTPCall(.get, base + "/headers?count=80")
    #expect(await failure(headers) == .replyTooLarge(limitBytes: OutwardLimits.replyHeaderBytes))
  }

  @Test func redirectsAreNotFollowed() async throws {
    let reply = try await outlet.send(HTTPCall(.get, base + "/status/302?to=/echo"))
    #expect(reply.status == 302 && reply.header("Location") == "/echo")
    #expect(server.keptCount == 1)
  }

  @Test func aProxyIsUsedWhenItIsNamed() async throws {
    let named = HTTPCall(.get, base + "/echo", route: Route(proxy: "http://127.0.0.1:1"))
    #expect(await failure(named) == .connectionRefused)
    let throughServer = HTTPCall(.get, "http://example.invalid/echo", route: Route(proxy: base))
    #expect(try await outlet.send(throughServer).status == 200)
  }

  /// In a process of its own, because the environment belongs to all threads.
  @Test func theEnvironmentsProxyIsNotUsed() async {
    await #expect(processExitsWith: .success) {
      setenv("http_proxy", "http://127.0.0.1:1", 1)
      setenv("all_proxy", "http://127.0.0.1:1", 1)
      let server = try PythonServer(.web)
      let reply = try await Outlet().send(HTTPCall(.get, "http://127.0.0.1:\(server.port)/echo"))
      #expect(reply.status == 200)
    }
  }

  @Test func connectionsAreUsedAgain() async throws {
    let first = try await echo(HTTPCall(.get, base + "/echo"))
    let second = try await echo(HTTPCall(.get, base + "/echo"))
    #expect(first.client == second.client)
  }
}
