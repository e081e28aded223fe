/// The table of rare characters, read once when it is first asked for.
public actor CharacterShelf {
  public static let shared = CharacterShelf()

  /// One table is read at a time; those who ask meanwhile wait for the same reading.
  private let desk = ReadingDesk("characters", atOnce: 1, waiting: 8, refusal: DeskRefusal.reading)
  private var tables: [String: Task<CharacterTable?, Never>] = [:]

  /// The table that lies in a folder; nil when there is none: characters can then be entered by pasting them.
  public func table(in folder: String) async -> CharacterTable? {
    if let reading = tables[folder] { return await reading.value }
    // Forty thousand lines: not on a thread that answers pages.
    let reading = Task { [desk] in try? await desk.work { try CharacterTable(folder: folder) } }
    tables[folder] = reading
    return await reading.value
  }
}
