import Foundation
import Testing

@testable import Paperwork

@Suite("a process with an end")
struct BoundedProcessTests {
  private func run(_ script: String, _ arguments: [String] = [], seconds: Int = 20) throws -> (BoundedProcess.Ending, String) {
    let base = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer { for suffix in [".out", ".err"] { try? FileManager.default.removeItem(atPath: base + suffix) } }
    let ending = try BoundedProcess.run(script, arguments, output: base + ".out", messages: base + ".err", seconds: seconds)
    return (ending, String(decoding: FileManager.default.contents(atPath: base + ".out") ?? Data(), as: UTF8.self))
  }

  @Test func argumentsAreNeverCode() throws {
    let (ending, output) = try run("printf '%s' \"$1\"", ["$(echo no); `echo no` \"'"])
    #expect(ending == .exited(0))
    #expect(output == "$(echo no); `echo no` \"'")
  }

  @Test func endingsAreToldApart() throws {
    #expect(try run("exit 3").0 == .exited(3))
    #expect(try run("kill -SEGV $$").0 == .stopped)
    #expect(try run("exec biying-no-such-program").0 == .exited(127))
    #expect(try run("sleep 60", seconds: 0).0 == .stopped)
  }

  @Test("nothing of ours is open in it, and nothing that another thread opens while it starts")
  func nothingOfOursIsOpenInIt() throws {
    let opener = Thread {
      // opened without close-on-exec, as a library might
      while !Thread.current.isCancelled { close(open("/dev/null", O_RDONLY)) }
    }
    opener.start()
    defer { opener.cancel() }
    let held = open("/dev/null", O_RDONLY)
    defer { close(held) }
    for _ in 0..<30 {
      let (_, output) = try run("for f in /proc/$$/fd/*; do [ ${f##*/} -gt 2 ] && readlink $f; done; echo done")
      #expect(output == "done\n")
    }
  }
}
