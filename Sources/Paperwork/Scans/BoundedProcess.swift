import CSpawn
import Foundation

/// Runs a shell script with its output in files and an end that comes for certain.
enum BoundedProcess {
  enum Ending: Equatable {
    case exited(Int32)
    /// Ended by a signal: a limit, a crash, or our patience.
    case stopped
  }

  /// Runs `script` with `/bin/sh -c` and kills it after `seconds` of wall-clock time.
  ///
  /// The script sees `arguments` as `$1`…, never as code; `output` and `messages` are the files it writes to.
  static func run(
    _ script: String, _ arguments: [String], output: String, messages: String, seconds: Int
  ) throws -> Ending {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, messages, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    // nothing of ours (database, sockets) is handed to it. A list of what is open would miss what another thread
    // opens between the list and the start, so the child itself closes all that it finds.
    posix_spawn_file_actions_addclosefrom_np(&actions, 3)
    let words = ["/bin/sh", "-c", script, "sh"] + arguments
    let environment = ["PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C"]
    var child: pid_t = 0
    let status = withCStrings(words) { words in
      withCStrings(environment) { posix_spawn(&child, "/bin/sh", &actions, nil, words, $0) }
    }
    guard status == 0 else { throw ScanFault(doing: "spawn", status: status) }
    return try wait(for: child, seconds: seconds)
  }

  private static func wait(for child: pid_t, seconds: Int) throws -> Ending {
    let deadline = ContinuousClock.now + .seconds(seconds)
    var isKilled = false
    while true {
      var state: Int32 = 0
      let ended = waitpid(child, &state, isKilled ? 0 : WNOHANG)
      if ended == child { return state & 0x7F == 0 ? .exited((state >> 8) & 0xFF) : .stopped }
      if ended == -1, errno != EINTR { throw ScanFault(doing: "wait", status: errno) }
      if !isKilled, ContinuousClock.now > deadline {
        kill(child, SIGKILL)
        isKilled = true
      } else if ended == 0 {
        usleep(4_000)
      }
    }
  }

  /// A NULL-terminated array of C strings for the length of `body`.
  private static func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    let pointers = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: strings.count + 1)
    for (index, string) in strings.enumerated() { (pointers + index).initialize(to: strdup(string)) }
    (pointers + strings.count).initialize(to: nil)
    defer {
      for index in strings.indices { free(pointers[index]) }
      pointers.deallocate()
    }
    return body(pointers)
  }
}
