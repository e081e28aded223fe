import Synchronization

/// The table of rare characters, read once when it is first asked for.
public final class CharacterShelf: Sendable {
  public static let shared = CharacterShelf()

  private struct State {
    var folder = "Characters"
    var table: CharacterTable?
  }

  private let state = Mutex(State())

  /// Says where the table lies; by default in `Characters` of the working folder.
  public func use(folder: String) {
    state.withLock { $0 = State(folder: folder, table: nil) }
  }

  /// Nil when there is no table: characters can then be entered by pasting them.
  public var table: CharacterTable? {
    state.withLock { state in
      if state.table == nil { state.table = try? CharacterTable(folder: state.folder) }
      return state.table
    }
  }
}
