/// ArgumentParser's own words in Chinese; it has no place to set them, so its finished text is translated line by line.
///
/// What stays as it is: names of commands, flags and values, and messages about completion scripts.
enum ChineseHelp {
  /// Wide enough that no line is broken: the parser counts a Han character as one column, so its breaks would fall anywhere.
  static let columns = 400

  private static let headings = [
    "OVERVIEW: ": "", "USAGE: ": "用法：", "Usage: ": "用法：", "Error: ": "命令有误：", "Help:  ": "说明：",
  ]
  private static let titles = ["ARGUMENTS:": "参数：", "OPTIONS:": "选项：", "SUBCOMMANDS:": "子命令："]
  private static let words = [
    ("Show help information.", "显示帮助"), ("Show the version.", "显示版本"),
    ("Show subcommand help information.", "显示子命令的帮助"), ("(default: ", "（默认 "), ("(values: ", "（可选 "),
    ("<options>", "<选项>"), ("<subcommand>", "<子命令>"), ("<subcommands>", "<子命令>"),
  ]

  static func translated(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line(String($0)) }.joined(separator: "\n")
  }

  private static func line(_ line: String) -> String {
    if let title = titles[line] { return title }
    if line.hasSuffix(":"), !line.hasPrefix(" "), !line.isEmpty, line == line.uppercased() { return line.dropLast() + "：" }
    var result = line
    for (english, chinese) in headings where result.hasPrefix(english) { result = chinese + result.dropFirst(english.count) }
    for (english, chinese) in words { result = result.replacing(english, with: chinese) }
    result = closed(result)
    return message(result)
  }

  /// Brackets that were opened in Chinese are closed in Chinese.
  private static func closed(_ line: String) -> String {
    guard line.contains("（默认 ") || line.contains("（可选 "), let last = line.lastIndex(of: ")") else { return line }
    return line.replacingCharacters(in: last, with: "）").replacing("; default: ", with: "；默认 ")
  }

  private static func message(_ line: String) -> String {
    for (pattern, chinese) in messages {
      if let match = try? pattern.firstMatch(in: line) {
        let found = match.output.compactMap { $0.substring.map(String.init) }.dropFirst()
        let text = chinese(Array(found))
        return line.replacingCharacters(in: match.range, with: text)
      }
    }
    return line
  }

  private typealias Pattern = Regex<AnyRegexOutput>

  private static var messages: [(Pattern, ([String]) -> String)] {
    let list: [(String, ([String]) -> String)] = [
      (#"See '(.+) --help' for more information\."#, { "详细说明：\($0[0]) --help" }),
      (#"See '(.+) <子命令>' for detailed help\."#, { "子命令的详细说明：\($0[0]) <子命令>" }),
      (#"Missing expected argument '(.+?)'"#, { "缺少 \($0[0])" }),
      (#"Missing value for '(.+?)'"#, { "\($0[0]) 后面没有写值" }),
      (#"Unknown option '(.+?)'\. Did you mean '(.+?)'\?"#, { "没有选项 \($0[0])，是不是想写 \($0[1])" }),
      (#"Unknown option '(.+?)'"#, { "没有选项 \($0[0])" }),
      (#"Unexpected argument '(.+?)'"#, { "多出来的参数 \($0[0])" }),
      (#"\d+ unexpected arguments: (.+)"#, { "多出来的参数 \($0[0])" }),
      (#"The value '(.*?)' is invalid for '(.+?)'(.*)"#, { "\($0[1]) 不能是 \($0[0])" }),
      (#"The option '(.+?)' does not take any value, but '(.*?)' was specified\."#, { "选项 \($0[0]) 后面不带值，却写了 \($0[1])" }),
    ]
    return list.compactMap { text, chinese in (try? Regex(text)).map { ($0, chinese) } }
  }
}

extension String {
  fileprivate func replacingCharacters(in index: Index, with text: String) -> String {
    self[..<index] + text + self[self.index(after: index)...]
  }

  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}
