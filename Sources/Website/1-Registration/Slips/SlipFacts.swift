import GraduatePhotos
import Workflow

/// A slip to be read, in the groups of its form.
struct SlipFacts: Sendable {
  let slip: RegistrationSlip

  var html: HTML {
    fragment {
      card("院校和联系人") { institution.html }
      for index in slip.points.indices { card("拍摄点 \(index + 1)") { point(slip.points[index]).html } }
      card("光盘和照片收件人") { receiver.html }
    }
  }

  private var institution: DescriptionList {
    var list = DescriptionList()
    list.add("院校全称", slip.displayName)
    list.add("院校代码", slip.institutionCode)
    list.add("通讯地址", [slip.address, slip.postcode].filter { !$0.isEmpty }.joined(separator: "　"))
    list.add("联系人", slip.contactName)
    list.add("电话", [slip.telephone, slip.secondTelephone].filter { !$0.isEmpty }.joined(separator: "　"))
    let heads = Category.allCases.map { "\($0.chineseName) \(slip.headCounts[$0].map { "\($0)" } ?? "未填")" }
    list.add("应拍人数", slip.headCounts.isBlank ? "" : heads.joined(separator: "　"), remark: "合计 \(slip.headCounts.total) 人")
    if !slip.remark.isEmpty { list.add("备注", slip.remark) }
    return list
  }

  private func point(_ point: ShootingPoint) -> DescriptionList {
    var list = DescriptionList()
    list.add("地点", [point.name, point.address].filter { !$0.isEmpty }.joined(separator: "　"))
    list.add("主管领导", person(point.leader))
    list.add("协调人员", point.coordinators.map(person).filter { !$0.isEmpty }.joined(separator: "；"))
    list.add(
      "场地",
      Tag.ul(.class("venue")) {
        for item in VenueItem.allCases { Tag.li { mark(point.venue[item], item).html } }
      })
    return list
  }

  private func mark(_ answer: Bool?, _ item: VenueItem) -> Mark {
    switch answer {
    case true?: .right(item.chineseName)
    case false?: item.isRequired ? .wrong("没有：\(item.chineseName)") : .wait("没有：\(item.chineseName)")
    case nil: item.isRequired ? .look("未确认：\(item.chineseName)") : .wait("未填：\(item.chineseName)")
    }
  }

  private func person(_ person: PointPerson) -> String {
    [person.name, person.telephone].filter { !$0.isEmpty }.joined(separator: " ")
  }

  private var receiver: DescriptionList {
    var list = DescriptionList()
    list.add("收件人", slip.receiver.name)
    list.add("电话", slip.receiver.telephone)
    let isSame = slip.receiver.address.trimmed.isEmpty
    list.add(
      "地址", isSame ? "同通讯地址" : [slip.receiver.address, slip.receiver.postcode].filter { !$0.isEmpty }.joined(separator: "　"))
    return list
  }
}

/// A seal to be read: who, when, how, and what it binds.
struct SealFacts: Sendable {
  let seal: Seal

  var html: HTML {
    var list = DescriptionList()
    list.add("用印方式", seal.method.chineseName)
    list.add("办理人", seal.sealedByName)
    list.add("时间", Moment.text(seal.sealedAt))
    if let document = seal.documentID {
      list.add("盖章页", Tag.a("查看原件", .href("/documents/\(document)")))
    }
    list.add("内容哈希", Tag.code(seal.contentHash, .class("hash")), remark: "SHA-256；内容改动一个字就会不同")
    list.add("日志链头", Tag.code(seal.chainHead, .class("hash")), remark: "用印时操作日志的末端，可用来核对日志没有被改过")
    return list.html
  }
}

/// How far a version is.
extension SlipVersion {
  var mark: Mark {
    if seal != nil { return .right("已用印") }
    return heldUp.isEmpty ? .look("待用印") : .look("不完整")
  }
}
