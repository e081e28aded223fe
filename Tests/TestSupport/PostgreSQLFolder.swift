import Foundation

/// The files and processes of a throw-away server.
///
/// PostgreSQL refuses to run as root: then they belong to the user `postgres`.
enum PostgreSQLFolder {
  static func make() throws -> String {
    var template = Array("/tmp/biying-postgres-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw ThrowawayPostgreSQL.Failure(what: "mkdtemp") }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    try give(folder)
    return folder
  }

  static func write(_ text: String, to path: String) throws {
    guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
    else { throw ThrowawayPostgreSQL.Failure(what: "password file") }
    try give(path)
  }

  /// Runs a program to its end.
  static func run(_ command: [String]) throws {
    let process = process(command)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw ThrowawayPostgreSQL.Failure(what: "\(command.first ?? "") ended with \(process.terminationStatus)")
    }
  }

  /// Starts a shell script whose standard input stays open until the returned handle is closed or this process ends.
  static func runWhileHeld(_ script: String) throws -> FileHandle {
    let pipe = Pipe()
    // No other child of this process may inherit the leash and keep the server alive.
    _ = fcntl(pipe.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
    let process = process(["/bin/sh", "-c", script])
    process.standardInput = pipe
    try process.run()
    try pipe.fileHandleForReading.close()
    return pipe.fileHandleForWriting
  }

  private static func process(_ command: [String]) -> Process {
    let full = getuid() == 0 ? ["/usr/sbin/runuser", "-u", "postgres", "--"] + command : command
    let process = Process()
    process.executableURL = URL(fileURLWithPath: full[0])
    process.arguments = Array(full.dropFirst())
    process.currentDirectoryURL = URL(fileURLWithPath: "/tmp")
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    return process
  }

  private static func give(_ path: String) throws {
    guard getuid() == 0 else { return }
    guard let user = getpwnam("postgres"), chown(path, user.pointee.pw_uid, user.pointee.pw_gid) == 0 else {
      throw ThrowawayPostgreSQL.Failure(what: "no user postgres")
    }
  }
}
