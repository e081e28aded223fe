import Foundation

/// What a PDF says, read by a program from outside, without white space.
enum PDFText {
  static let isThere = FileManager.default.isExecutableFile(atPath: "/usr/bin/pdftotext")

  static func of(_ pdf: Data) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (input, output) = (folder.appendingPathComponent("in.pdf"), folder.appendingPathComponent("out.txt"))
    try pdf.write(to: input)
    let program = Process()
    program.executableURL = URL(fileURLWithPath: "/usr/bin/pdftotext")
    program.arguments = ["-enc", "UTF-8", input.path, output.path]
    try program.run()
    program.waitUntilExit()
    return String(decoding: try Data(contentsOf: output), as: UTF8.self).filter { !$0.isWhitespace }
  }
}
