import Foundation

/// A class as the school sees it on the page: one tile a person.
struct CheckedSheet: Sendable {
  struct Tile: Sendable {
    /// As the forms name him: id, number of the portrait, version of the record.
    let seen: String
    let name: String
    let studentNumber: String
    let idNumber: String
    /// Address of the picture; nil when there is none.
    let picture: String?
    let isJudged: Bool
  }

  let tiles: [Tile]

  init(_ page: Page) {
    tiles = page.text.components(separatedBy: "<div class=\"tile").dropFirst().compactMap { piece in
      guard let person = piece.between("data-person=\"", "\""), let portrait = piece.between("data-portrait=\"", "\""),
        let version = piece.between("data-version=\"", "\""), let name = piece.between("data-name=\"", "\"")
      else { return nil }
      func value(_ column: String) -> String {
        piece.between("data-column=\"\(column)\"", ">")?.between("data-value=\"", "\"") ?? ""
      }
      return Tile(
        seen: "\(person) \(portrait) \(version)", name: PageText.plain(name[...]), studentNumber: value("XH"),
        idNumber: value("SFZH"), picture: piece.between("<img src=\"", "\""),
        isJudged: !(piece.between("data-verdicts=\"", "\"") ?? "").isEmpty)
    }
  }
}
