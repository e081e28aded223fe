import Foundation
import TestSupport

/// axe-core (from the pinned Python packages of the tests), run in the page.
enum Accessibility {
  /// What it finds serious or critical: the rule, and the first elements that break it.
  static func findings(_ browser: Browser) async throws -> [String] {
    let source = try String(contentsOf: file(), encoding: .utf8)
    _ = try await browser.run(source + "; window.axe = window.axe || axe; return true")
    let found = try await browser.developer(
      "Runtime.evaluate",
      [
        "awaitPromise": true, "returnByValue": true,
        "expression": """
        axe.run(document).then(r => ({ held: r.passes.length, broken: r.violations
          .filter(v => v.impact === 'serious' || v.impact === 'critical')
          .map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 120)).join(' | ')) }))
        """,
      ])
    let value = found["result"]["value"]
    // Every page keeps some of its rules: nothing held means that it did not run.
    guard case .number(let held) = value["held"], held > 0 else { throw ChromeDriver.Problem("axe-core did not run") }
    return value["broken"].array.compactMap(\.string)
  }

  private static func file() throws -> URL {
    let packages = URL(filePath: ProjectFolder.root + "/.tools/python/lib")
    let versions = try FileManager.default.contentsOfDirectory(atPath: packages.path)
    for version in versions {
      let file = packages.appending(path: "\(version)/site-packages/axe_core_python/axe.min.js")
      if FileManager.default.fileExists(atPath: file.path) { return file }
    }
    throw ChromeDriver.Problem("axe-core is not installed: run ./setup --tests")
  }
}
