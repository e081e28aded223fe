import CPostgres
import Foundation
import Synchronization

/// A PostgreSQL server of this test process: started with the first test that needs it, gone with the process, however it ends.
///
/// With `BIYING_TEST_POSTGRES` set to a connection URL (of a user who may create databases) that server is used instead.
public enum ThrowawayPostgreSQL {
  public struct Failure: Error {
    public let what: String
  }

  /// Runs a test with the URL of an empty database of its own, which is dropped afterwards.
  public static func withDatabase<T>(_ body: (_ url: String) async throws -> T) async throws -> T {
    let name = "biying_test_\(UUID().uuidString.replacingOccurrences(of: "-", with: "").lowercased())"
    let server = try await server()
    try await server.run("CREATE DATABASE \(name) TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'")
    do {
      let value = try await body(server.url(of: name))
      try? await server.run("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
      return value
    } catch {
      try? await server.run("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
      throw error
    }
  }

  /// A second server that a test may stop, independent of the shared one.
  public static func start() async throws -> ThrowawayPostgreSQLServer {
    try await onThread { try ThrowawayPostgreSQLServer.start() }
  }

  private static let shared = Mutex<Task<ThrowawayPostgreSQLServer, any Error>?>(nil)

  private static func server() async throws -> ThrowawayPostgreSQLServer {
    let task = shared.withLock { shared in
      if let shared { return shared }
      let task = Task { try await onThread { try ThrowawayPostgreSQLServer.shared() } }
      shared = task
      return task
    }
    return try await task.value
  }

  static func onThread<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(with: Result { try work() }) }
    }
  }
}

/// One running server on loopback.
public final class ThrowawayPostgreSQLServer: Sendable {
  /// The URL of its database `postgres`.
  public let url: String
  public let port: UInt16
  /// While this pipe is open the server runs; the system closes it when the test process ends, even by a signal.
  private let leash: Mutex<FileHandle?>

  private init(url: String, port: UInt16, leash: FileHandle?) {
    self.url = url
    self.port = port
    self.leash = Mutex(leash)
  }

  /// The same server, another database.
  public func url(of database: String) -> String {
    guard var parts = URLComponents(string: url) else { return url }
    parts.path = "/" + database
    return parts.string ?? url
  }

  /// Stops the server at once, as if its machine had died.
  public func stop() {
    leash.withLock { leash in
      try? leash?.close()
      leash = nil
    }
  }

  /// Runs a statement outside any transaction.
  public func run(_ sql: String) async throws {
    try await ThrowawayPostgreSQL.onThread { [url] in
      Self.underWay.withLock { $0 += 1 }
      defer { Self.underWay.withLock { $0 -= 1 } }
      let connection = PQconnectdb(url)
      _ = Self.waitsAtExit
      defer { PQfinish(connection) }
      let result = PQexec(connection, sql)
      defer { PQclear(result) }
      guard PQresultStatus(result) == PGRES_COMMAND_OK || PQresultStatus(result) == PGRES_TUPLES_OK else {
        throw ThrowawayPostgreSQL.Failure(what: "postgres: " + (PQerrorMessage(connection).map { String(cString: $0) } ?? ""))
      }
    }
  }

  /// Statements that are being run.
  private static let underWay = Mutex(0)

  /// Waits at the process's end for what is under way.
  ///
  /// Databases are dropped behind the tests' backs: libcrypto would take itself apart while it is still being used, and the process
  /// would die of that. Registered after a connection was made, so that it runs before.
  private static let waitsAtExit: Void = {
    atexit {
      for _ in 0..<500 where ThrowawayPostgreSQLServer.underWay.withLock({ $0 > 0 }) { usleep(10_000) }
    }
  }()

  static func shared() throws -> ThrowawayPostgreSQLServer {
    if let url = ProcessInfo.processInfo.environment["BIYING_TEST_POSTGRES"], !url.isEmpty {
      return ThrowawayPostgreSQLServer(url: url, port: UInt16(URLComponents(string: url)?.port ?? 5_432), leash: nil)
    }
    return try start()
  }

  static func start() throws -> ThrowawayPostgreSQLServer {
    let programs = try programs()
    let folder = try PostgreSQLFolder.make()
    let password = UUID().uuidString
    try PostgreSQLFolder.write(password, to: folder + "/password")
    try PostgreSQLFolder.run([
      programs + "/initdb", "-D", folder + "/data", "-U", "biying", "-A", "scram-sha-256", "--pwfile", folder + "/password",
      "--locale=C", "-E", "UTF8", "--no-sync", "--no-instructions",
    ])
    let port = try freePort()
    let leash = try PostgreSQLFolder.runWhileHeld(
      """
      '\(programs)/postgres' -D '\(folder)/data' -c listen_addresses=127.0.0.1 -c port=\(port) \
      -c unix_socket_directories='\(folder)' -c fsync=off -c full_page_writes=off -c max_connections=400 \
      -c shared_buffers=128MB -c max_locks_per_transaction=1024 -c max_pred_locks_per_transaction=1024 \
      -c log_min_messages=fatal </dev/null >/dev/null 2>&1 &
      server=$!
      cat >/dev/null
      kill -QUIT $server
      wait $server
      rm -rf '\(folder)'
      """)
    let url = "postgres://biying:\(password)@127.0.0.1:\(port)/postgres"
    let server = ThrowawayPostgreSQLServer(url: url, port: port, leash: leash)
    for _ in 0..<400 {
      if PQping(url) == PQPING_OK { return server }
      usleep(25_000)
    }
    throw ThrowawayPostgreSQL.Failure(what: "postgres does not answer")
  }

  private static func programs() throws -> String {
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
    let newest = versions.compactMap { Int($0) }.max()
    guard let newest else { throw ThrowawayPostgreSQL.Failure(what: "no PostgreSQL server is installed (apt: postgresql)") }
    return "/usr/lib/postgresql/\(newest)/bin"
  }

  private static func freePort() throws -> UInt16 {
    let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(handle) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(handle, address, length) == 0 && getsockname(handle, address, &length) == 0
      }
    }
    guard bound else { throw ThrowawayPostgreSQL.Failure(what: "no free port") }
    return UInt16(bigEndian: address.sin_port)
  }
}
