import Darkroom
import Foundation
import GraduatePhotos

/// Looks at many pictures with a bounded number of workers, and hands the results on in the order of the files.
struct PhotoWork {
  let workers: Int
  /// Results that may wait for a slower picture before them, for each worker.
  private static let waiting = 4

  init(workers: Int) { self.workers = max(1, workers) }

  /// Runs `work` on several threads at once, and `take` one after another, in the order of the items; what either throws ends it.
  func run<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ work: @escaping @Sendable (Item) async throws -> Result, take: (Item, Result) async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
      var started = 0
      var taken = 0
      var ready: [Int: Result] = [:]
      func startMore() {
        while started < items.count, started - taken - ready.count < workers, started - taken < workers * Self.waiting {
          let (index, item) = (started, items[started])
          group.addTask { (index, try await work(item)) }
          started += 1
        }
      }
      startMore()
      while let (index, result) = try await group.next() {
        ready[index] = result
        while let next = ready.removeValue(forKey: taken) {
          try await take(items[taken], next)
          taken += 1
        }
        startMore()
      }
    }
  }
}

/// A picture with its bytes and what became of it.
struct ExaminedPhoto: Sendable {
  let bytes: [UInt8]
  let outcome: PhotoOutcome
}

/// What pictures are judged by, opened once for a whole command.
struct PhotoBench: Sendable {
  let examiner: PhotoExaminer
  let standard: PhotoStandard
  let checks: PhotoChecks

  /// A refusal is the picture's own; everything else is thrown.
  func examine(_ file: PhotoFile) throws -> ExaminedPhoto {
    var bytes: [UInt8] = []
    do {
      bytes = try PictureReader.bytes(path: file.path)
      return ExaminedPhoto(bytes: bytes, outcome: .judged(try examiner.examine(bytes, by: standard, checks: checks)))
    } catch let refusal as DarkroomRefusal { return ExaminedPhoto(bytes: bytes, outcome: .refused(refusal)) }
  }
}
