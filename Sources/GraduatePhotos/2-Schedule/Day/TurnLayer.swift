/// Lays classes in their order into a crew's half-days from a minute on.
struct TurnLayer {
  var sessions: [MinuteSpan]
  /// Heads an hour.
  var pace: Int

  /// Spans of classes of so many heads, one after the other; a class that no longer fits into a half-day begins the next one.
  ///
  /// After the last half-day it goes on without a break: what lies outside working hours is for the rules to tell.
  func spans(for heads: [Int], from start: Int) -> [MinuteSpan] {
    var spans: [MinuteSpan] = []
    var at = sessions.firstIndex { start < $0.end } ?? sessions.count
    var begin = at < sessions.count ? max(start, sessions[at].start) : start
    var done = 0
    for heads in heads {
      var end = begin + TourModel.minutes(for: done + heads, perHour: pace)
      // A class that is longer than a half-day stays where it is.
      while at + 1 < sessions.count, end > sessions[at].end, done > 0 || fits(heads, sessions[at + 1]) {
        at += 1
        begin = sessions[at].start
        done = 0
        end = begin + TourModel.minutes(for: heads, perHour: pace)
      }
      spans.append(MinuteSpan(begin + TourModel.minutes(for: done, perHour: pace), end))
      done += heads
    }
    return spans
  }

  private func fits(_ heads: Int, _ session: MinuteSpan) -> Bool {
    TourModel.minutes(for: heads, perHour: pace) <= session.minutes
  }
}
