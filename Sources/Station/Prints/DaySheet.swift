import Foundation
import GraduatePhotos
import Paperwork

extension VisitDesk {
  /// The day on one sheet, PDF: who was shot of each class, who signed when, what was out of the ordinary.
  public func daySheet() throws -> [UInt8] {
    let closing = closing
    let sum = log.closed ?? closing.sum
    let serials = log.shots.values.map(\.serial)
    let range = serials.min().map { first in
      "\(StationNumbers.serialText(first))–\(StationNumbers.serialText(serials.max() ?? first))"
    }
    let paper = DaySheetPaper(
      campaign: plan.campaignTitle, place: plan.place,
      facts: [
        [PaperFact("日期", head.day.chinese), PaperFact("拍摄点", "第 \(plan.point) 拍摄点"), PaperFact("小组", plan.crew)],
        [
          PaperFact("应拍", "\(sum.due) 人"), PaperFact("已拍", "\(sum.captured) 人"),
          PaperFact("没来", "\(sum.missing) 人"),
        ],
        [
          PaperFact("班外和备用卡", "\(sum.others) 人"), PaperFact("照片", "\(sum.shots) 张"), PaperFact("拍摄序号", range ?? "—"),
        ],
      ], classes: classLines, signed: signedLines, remarks: remarks)
    let day = CalendarDay(milliseconds: station.now)
    let identity = PaperIdentity(
      number: "第 \(head.visit) 场", date: day.chinese, contentHash: "", code: nil, codeAdvice: "", createdAt: station.now / 1_000
    )
    return try paper.pdf(identity)
  }

  private var classLines: [DaySheetPaper.ClassLine] {
    plan.turns.map { turn in
      let people = plan.people.filter { taken in
        guard taken.person.turn == turn.key, taken.person.placeID == plan.placeID else { return false }
        guard case .due = taken.person.standing else { return false }
        return true
      }.map(\.person.id)
      let captured = people.filter { log.keptShot(of: $0) != nil }
      let excused = people.filter { log.keptShot(of: $0) == nil && log.excused[$0] != nil }
      return DaySheetPaper.ClassLine(
        department: turn.key.department, classGroup: turn.key.classGroup, due: people.count, captured: captured.count,
        excused: excused.count)
    }
  }

  private var signedLines: [DaySheetPaper.SignedLine] {
    DaySignature.Moment.allCases.map { moment in
      func text(_ side: DaySignature.Side) -> String {
        log.signatures.first { $0.signature.moment == moment && $0.signature.side == side }.map { signed in
          let minutes = Int((signed.at - CalendarDay(milliseconds: signed.at).startMilliseconds) / 60_000)
          return "\(MinuteSpan.clock(minutes))　\(signed.signature.name)"
        } ?? ""
      }
      return DaySheetPaper.SignedLine(moment: moment.chineseName, crew: text(.crew), institution: text(.institution))
    }
  }

  private var remarks: [String] {
    var remarks: [String] = []
    let exceptions = log.checkIns.values.filter { $0.deed.manner == .exception }.count
    if exceptions > 0 { remarks.append("破例拍摄 \(exceptions) 人，原因已记录并报省厅管理员。") }
    if log.sentOn > 0 { remarks.append("不属于这一场、劝回 \(log.sentOn) 人次。") }
    if !log.spares.isEmpty { remarks.append("名单上没有、办备用卡 \(log.spares.count) 人，等学校决定。") }
    let overruled = log.shots.values.filter { !$0.overruled.isEmpty && $0.setAside == nil }.count
    if overruled > 0 { remarks.append("照片有问题、写明原因仍采用 \(overruled) 张。") }
    let repairs = log.standingRepairs.count
    if repairs > 0 { remarks.append("照片错位、两人核对后整段改正 \(repairs) 次。") }
    return remarks
  }
}
