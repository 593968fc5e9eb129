use crate::phrases;

phrases! {}
