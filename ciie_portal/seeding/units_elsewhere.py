"""Invented units of other missions and from overseas for the demonstration."""

from __future__ import annotations

from ciie_portal.domain.certificate import DeliveryMethod
from ciie_portal.domain.wizard import Step
from ciie_portal.domain.work_unit import Category, Industry
from ciie_portal.seeding.plans import P, Plan, U

FOOD, EQUIPMENT, QUALITY, MEDICAL = "EA-FOOD", "EA-EQUIPMENT", "EA-QUALITY", "EA-MEDICAL"
SERVICES, SCITECH, AUTO = "EA-SERVICES", "EA-SCITECH", "EA-AUTO"
OVERSEAS_UNIT = Category.OVERSEAS_UNIT

DOMESTIC = (
    Plan("大连朔港冷链物流有限公司", "210202", "人民路92号",
         Industry.TRANSPORT, (FOOD,), "冷藏设备", U.APPROVED,
         (P.RETURNED_BY_REVIEWER, P.WAITING_FOR_REVIEW), 15, 6.1),
    Plan("青岛崂泉饮品有限公司", "370212", "海尔路1号甲",
         Industry.MANUFACTURING, (FOOD,), "浓缩果汁", U.APPROVED,
         (P.REFUND_REQUESTED, P.IN_PRODUCTION), 16, 0.2),
    Plan("厦门鹭浔茶业有限公司", "350203", "湖滨南路15号",
         Industry.TRADE, (FOOD,), "茶叶加工设备", U.APPROVED,
         (P.FAILED, P.IN_PRODUCTION), 18, 12.3),
    Plan("深圳极光岭精密仪器有限公司", "440305", "科技南路16号", Industry.MANUFACTURING, (SCITECH, EQUIPMENT),
         "光学元件、传感器", U.APPROVED, (P.REFUNDING, P.DELIVERED), 26, 5.1),
    Plan("石河子天屯农业有限公司", "659001", "北四路20号", Industry.AGRICULTURE, (EQUIPMENT,), "采棉机",
         U.UNDER_REVIEW, (P.AWAITING_UNIT_REVIEW,) * 2, 5.2, 5.2, moves_to="TM-65",
         moves_why="单位不隶属兵团，仅住所在石河子市，望由新疆交易团管理。"),
    Plan("中粮北辰岭食品进口有限公司", "110105", "东三环北路甲26号", Industry.TRADE, (FOOD,), "谷物、油籽",
         U.APPROVED, (P.UNPAID, P.UNPAID), 8, 2.2, code_division="100000",
         asked_group="CE-041",
         belongs_to_asked_group="yes", is_request_open=True),
    Plan("航空工业北辰岭咨询服务有限公司", "610113", "科技路48号", Industry.BUSINESS_SERVICES, (SERVICES,),
         "适航咨询", U.UNDER_REVIEW, (P.AWAITING_UNIT_REVIEW,), 2.3, 2.3, asked_group="CE-004",
         belongs_to_asked_group="no"),
    Plan("北辰岭国际贸易有限公司", "110108", "中关村大街59号", Industry.TRADE, (QUALITY, FOOD), "日化、食品",
         U.UNDER_REVIEW, (P.AWAITING_UNIT_REVIEW,) * 2, 9.1, 9.1, code_division="100000"),
    Plan("中国石化北辰岭能源销售有限公司", "110105", "朝阳门北大街乙52号",
         Industry.TRADE, (EQUIPMENT,), "油品检测仪器",
         U.UNDER_REVIEW, (P.AWAITING_UNIT_REVIEW,), 6.1, 6.1, group="CE-011"),
    Plan("天津海拓岭康复器械有限公司", "120101", "南京路128号",
         Industry.HEALTH, (MEDICAL,), "康复设备", U.APPROVED,
         (P.DISPATCHED, P.DISPATCHED), 17, 1.2),
    Plan("苏州莱茵渡精密机械有限公司", "320507", "元和街道嘉元路959号",
         Industry.MANUFACTURING, (EQUIPMENT, AUTO),
         "压铸设备", U.APPROVED, (P.IN_PRODUCTION, P.IN_PRODUCTION), 14, 2.1, is_made=True),
    Plan("广州羊石汽配有限公司", "440104", "东风中路410号",
         Industry.TRADE, (AUTO,), "汽车零部件", U.WITHDRAWN,
         (P.WITHDRAWN,), 7, 3.1),
    Plan("成都锦浣文化传播有限公司", "510107", "武侯祠大街266号", Industry.CULTURE, (SERVICES,), "展览服务",
         U.APPROVED, (P.REFUNDED, P.COLLECTED), 30, 7.1, method=DeliveryMethod.COLLECTION),
    Plan("北辰岭公共卫生研究中心", "110102", "西直门南大街6号", Industry.RESEARCH, (MEDICAL, SCITECH),
         "病原检测平台", U.UNDER_REVIEW, (P.AWAITING_UNIT_REVIEW,) * 2, 7.2, 7.2,
         category=Category.PUBLIC_INSTITUTION, code_of="TM-NHC", code_division="100000",
         is_nhc_managed=True),
    Plan("武汉江楚岭电子有限公司", "420106", "中南路14号", Industry.MANUFACTURING, (SCITECH,), "半导体材料",
         U.APPROVED, (P.UNPAID, P.WITHDRAWN), 9, 4.2, code_of="TM-42"),
)  # fmt: skip

OVERSEAS = (
    Plan("Harbourline Provisions Limited", "HK", "88 Connaught Road West", Industry.TRADE, (FOOD,),
         "Dairy, seafood", U.APPROVED, (P.UNPAID, P.UNPAID), 7, 1.2, category=OVERSEAS_UNIT,
         method=DeliveryMethod.COUNTER, city="Hong Kong"),
    Plan("Alpenhof Dairy Trading AG", "CH", "Bahnhofstrasse 141", Industry.TRADE, (FOOD,),
         "Cheese, milk powder", U.UNDER_REVIEW, (P.AWAITING_UNIT_REVIEW,) * 2, 10.2, 10.2,
         category=OVERSEAS_UNIT, city="Lucerne"),
    Plan("Kestrel and Rowan Imports Pty Ltd", "AU", "27 Collins Lane", Industry.TRADE, (FOOD, QUALITY),
         "Wine, wool", U.APPROVED, (P.READY_FOR_COLLECTION, P.IN_PRODUCTION), 21, 2.3,
         category=OVERSEAS_UNIT, method=DeliveryMethod.COUNTER, city="Melbourne"),
    Plan("Nordlys Marine Foods AS", "NO", "Strandgata 12", Industry.AGRICULTURE, (FOOD,), "Salmon, cod",
         U.RETURNED, (P.RETURNED_BY_MISSION,), 6.2, 3.2, category=OVERSEAS_UNIT, city="Tromsø",
         reason="The photo shows a hat. Please send a bare-headed portrait."),
    Plan("Jade Ridge Orchards Company Limited", "TW", "166 Minsheng Road", Industry.AGRICULTURE, (FOOD,),
         "Fruit", U.DRAFT, (P.DRAFT,), 2, 1.3, category=OVERSEAS_UNIT, city="Taichung",
         stops_at=Step.CONTACT),
)  # fmt: skip
