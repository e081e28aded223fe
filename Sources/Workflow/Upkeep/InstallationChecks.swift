import Foundation

/// What has to lie beside the program and in its settings.
extension OpenCenter {
  func installationChecks(shippedFolder: String?) -> [Check] {
    [
      Check(id: "address", title: "对外网址") { [self] in checkAddress() },
      Check(id: "shipped", title: "随程序提供的文件") { Self.checkShipped(shippedFolder) },
    ]
  }

  /// Links in invitations and on papers must open for others, and on an encrypted line.
  private func checkAddress() -> Check.Outcome {
    let address = center.publicAddress
    if (try? DemonstrationFile.read(from: folder.path)) != nil { return .right("演示数据，不对外") }
    let remedy = "请在 biying.json 里写 public-address，例如 https://photos.example.edu.cn，各个命令都会用它"
    guard let parts = URLComponents(string: address), let host = parts.host else { return .wrong("网址写得不对", remedy) }
    guard !["localhost", "127.0.0.1", "::1", "[::1]"].contains(host) else {
      return .wrong("是 \(address)，邀请链接和纸上的网址别人打不开", remedy)
    }
    guard parts.scheme == "https" else { return .wrong("是 \(address)，没有加密", "请在前面放 Caddy 或 nginx 提供 HTTPS，再改网址") }
    return .right(address)
  }

  private static func checkShipped(_ folder: String?) -> Check.Outcome {
    let remedy = "请把 Campaigns、Calendars、Characters 三个文件夹放到程序旁边，或放到上一层的 share/biying"
    guard let folder else { return .wrong("没有找到 Campaigns 和 Calendars", remedy) }
    let files = [
      "Campaigns", "Calendars/china-holidays.json", "Characters/characters.tsv", "Characters/component-variants.tsv",
    ]
    let missing = files.filter { !FileManager.default.isReadableFile(atPath: "\(folder)/\($0)") }
    guard missing.isEmpty else { return .wrong("缺少 \(missing.joined(separator: "、"))", remedy) }
    let places = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    guard places.contains(where: { FileManager.default.isExecutableFile(atPath: "\($0)/pdftoppm") }) else {
      return .wrong("没有 pdftoppm，PDF 扫描件读不了", "请安装 poppler-utils")
    }
    return .right("例子、节假日、生僻字表和 pdftoppm 都在")
  }
}
