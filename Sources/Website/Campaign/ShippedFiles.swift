import Foundation

/// What comes with the program and is loaded from pages: example campaigns, the calendar of holidays, rare characters.
///
/// They lie in `Campaigns`, `Calendars` and `Characters` beside the program, in a folder above it, or in `share/biying` next to its `bin`.
struct ShippedFiles: Sendable {
  /// An example campaign.
  struct Example: Sendable, Identifiable {
    /// The folder's name, such as `gansu-2013`.
    let id: String
    let title: String
    let folder: URL
  }

  /// Folders above the program that are looked at.
  private static let levels = 6
  /// Bytes of a `campaign.json` that is opened for its title.
  private static let titleFileBytes = 1 << 20

  let folder: URL

  /// Nil when the program was installed without them.
  static func found(besides program: URL? = Bundle.main.executableURL) -> ShippedFiles? {
    var places: [URL] = []
    var place = program?.resolvingSymlinksInPath().deletingLastPathComponent()
    for _ in 0..<levels {
      guard let here = place, here.path != "/" else { break }
      places += [here, here.appending(path: "share/biying")]
      place = here.deletingLastPathComponent()
    }
    return places.first { isFolder($0.appending(path: "Campaigns")) && isFolder($0.appending(path: "Calendars")) }.map(
      ShippedFiles.init)
  }

  private static func isFolder(_ url: URL) -> Bool {
    (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true
  }

  /// The example campaigns, by name.
  var examples: [Example] {
    let campaigns = folder.appending(path: "Campaigns")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: campaigns.path)) ?? []
    return names.sorted().compactMap { name in
      let folder = campaigns.appending(path: name)
      let file = folder.appending(path: "campaign.json")
      guard let size = try? file.resourceValues(forKeys: [.fileSizeKey]).fileSize, size <= Self.titleFileBytes,
        let bytes = try? Data(contentsOf: file), let title = try? JSONDecoder().decode(Title.self, from: bytes).title
      else { return nil }
      return Example(id: name, title: title, folder: folder)
    }
  }

  private struct Title: Decodable { let title: String }

  var characters: URL { folder.appending(path: "Characters") }

  var holidays: URL { folder.appending(path: "Calendars/china-holidays.json") }
}
