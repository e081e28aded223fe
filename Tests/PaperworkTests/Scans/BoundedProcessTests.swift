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

  @Test func nothingOfOursIsOpenInIt() throws {
    let held = try FileHandle(forReadingFrom: URL(fileURLWithPath: "/dev/null"))
    defer { try? held.close() }
    let (_, output) = try run("for f in 3 4 5 6 7 8 9; do [ -e /proc/$$/fd/$f ] && readlink /proc/$$/fd/$f; done; echo done")
    #expect(output == "done\n")
  }
}
